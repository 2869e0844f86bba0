import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';

export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];
export type Phase = 'before' | 'after';

/** How long each half of a step is shown at speed 1. */
const PHASE_MS = 900;

export type Playback = {
  readonly position: number;
  readonly phase: Phase;
  readonly isPlaying: boolean;
  readonly speed: Speed;
  readonly moveTo: (position: number) => void;
  readonly setPhase: (phase: Phase) => void;
  readonly setSpeed: (speed: Speed) => void;
  readonly toggle: () => void;
};

type Place = { readonly position: number; readonly phase: Phase };

/** Steps through `length` positions, each before and after its action. Stops at the end. */
export function usePlayback(length: number): Playback {
  const [place, setPlace] = useState<Place>({ position: 0, phase: 'before' });
  const [isPlaying, setIsPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const last = Math.max(0, length - 1);
  const isAtEnd = place.position >= last && place.phase === 'after';
  useTicking(isPlaying && !isAtEnd, speed, setPlace);
  useEffect(() => {
    if (isAtEnd) setIsPlaying(false);
  }, [isAtEnd]);
  return {
    position: Math.min(place.position, last),
    phase: place.phase,
    isPlaying,
    speed,
    setSpeed,
    moveTo: (position) => {
      setIsPlaying(false);
      setPlace({ position: Math.max(0, Math.min(last, position)), phase: 'before' });
    },
    setPhase: (phase) => setPlace({ position: place.position, phase }),
    toggle: () => {
      if (!isPlaying && isAtEnd) setPlace({ position: 0, phase: 'before' });
      setIsPlaying(!isPlaying);
    },
  };
}

function useTicking(isTicking: boolean, speed: Speed, setPlace: Dispatch<SetStateAction<Place>>): void {
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setPlace(nextPlace), PHASE_MS / speed);
    return () => clearInterval(timer);
  }, [isTicking, speed, setPlace]);
}

function nextPlace({ position, phase }: Place): Place {
  return phase === 'before' ? { position, phase: 'after' } : { position: position + 1, phase: 'before' };
}
