/** The notes of a signal, one after the other. */
export type Signal = readonly { readonly hz: number; readonly seconds: number }[];

const LOUDNESS = 0.08;
const SILENT = 0.0001;

/** Told apart by how many notes they have and where these go, also by who hears no difference in pitch. */
export const SIGNALS = {
  /** Something new waits. */
  waits: [{ hz: 660, seconds: 0.16 }],
  /** Something critical does: three notes that rise. */
  critical: [
    { hz: 660, seconds: 0.12 },
    { hz: 880, seconds: 0.12 },
    { hz: 1175, seconds: 0.24 },
  ],
  /** Little time is left: two low notes. */
  runningOut: [
    { hz: 440, seconds: 0.12 },
    { hz: 440, seconds: 0.2 },
  ],
} as const satisfies Record<string, Signal>;

/** Plays them once, quietly. Nothing where there is no sound. */
export function playSignal(signal: Signal): void {
  if (typeof AudioContext === 'undefined') return;
  const audio = new AudioContext();
  let at = audio.currentTime;
  for (const [index, { hz, seconds }] of signal.entries()) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hz;
    volume.gain.setValueAtTime(LOUDNESS, at);
    volume.gain.exponentialRampToValueAtTime(SILENT, at + seconds);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    at += seconds;
    tone.stop(at);
    if (index === signal.length - 1) tone.onended = () => void audio.close();
  }
}
