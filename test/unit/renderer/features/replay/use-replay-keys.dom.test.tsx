import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { usePlayback } from '../../../../../renderer/features/replay/playback';
import { deriveReplay } from '../../../../../renderer/features/replay/replay-model';
import { useReplayKeys } from '../../../../../renderer/features/replay/use-replay-keys';
import { fakeFinishedRecord } from '../../../../../renderer/preview/fake-record';
import { startReading } from '../../../../../shared/record/record-reader';

const { steps } = deriveReplay(startReading(fakeFinishedRecord()).reading);
const denied = steps.findIndex(({ status }) => status === 'denied');
const asked = steps.findIndex(({ approvals }, index) => index > 0 && approvals.length > 0);

function Replay() {
  const playback = usePlayback(steps.length);
  useReplayKeys(playback, steps);
  return (
    <>
      <div className="replay">
        <h1 tabIndex={-1}>Replay</h1>
        <input aria-label="Search" />
        <output>{playback.position}</output>
      </div>
      <button type="button">Elsewhere</button>
    </>
  );
}

const position = (): number => Number(screen.getByRole('status').textContent);
const pressOn = (element: Element, key: 'd' | 'a', change: object = {}): boolean =>
  fireEvent.keyDown(element, { key, code: `Key${key.toUpperCase()}`, ...change });

describe('the keys of a replay', () => {
  afterEach(cleanup);

  it('lead to the next denial and to the next approval', () => {
    render(<Replay />);
    pressOn(screen.getByRole('heading'), 'd');
    expect(position()).toBe(denied);
    fireEvent.keyDown(screen.getByRole('heading'), { key: 'Home' });
    pressOn(screen.getByRole('heading'), 'a');
    expect(position()).toBe(asked);
  });

  it('stay where they are when there is no other one', () => {
    render(<Replay />);
    fireEvent.keyDown(screen.getByRole('heading'), { key: 'End' });
    expect(pressOn(screen.getByRole('heading'), 'd')).toBe(true);
    expect(position()).toBe(steps.length - 1);
  });

  it('are letters in a field, and nothing outside of the replay, in a chord or by repeat', () => {
    render(<Replay />);
    pressOn(screen.getByRole('textbox'), 'd');
    pressOn(screen.getByRole('button'), 'd');
    pressOn(screen.getByRole('heading'), 'd', { ctrlKey: true });
    pressOn(screen.getByRole('heading'), 'd', { repeat: true });
    expect(position()).toBe(0);
  });
});
