import { useEffect, useRef } from 'react';
import type { Approval } from '../../../shared/domain/approval';
import { usePreferences } from '../../stores/preferences-store';

const TONE_HZ = 660;
const TONE_S = 0.16;
const LOUDNESS = 0.08;

/** A short, quiet tone when something new waits. */
export function useApprovalSound(pending: readonly Approval[]): void {
  const known = useRef<ReadonlySet<string>>(new Set());
  const isOn = usePreferences((state) => state.preferences.sound);
  useEffect(() => {
    const isNew = pending.some(({ id }) => !known.current.has(id));
    known.current = new Set(pending.map(({ id }) => id));
    if (isNew && isOn) playTone();
  }, [pending, isOn]);
}

function playTone(): void {
  if (typeof AudioContext === 'undefined') return;
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = TONE_HZ;
  volume.gain.setValueAtTime(LOUDNESS, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + TONE_S);
  tone.connect(volume).connect(audio.destination);
  tone.onended = () => void audio.close();
  tone.start();
  tone.stop(audio.currentTime + TONE_S);
}
