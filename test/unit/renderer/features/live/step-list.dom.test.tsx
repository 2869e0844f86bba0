import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StepList } from '../../../../../renderer/features/live/step-list';
import { fakeFinishedRecord } from '../../../../../renderer/preview/fake-record';
import { startReading } from '../../../../../shared/record/record-reader';
import type { RunStep } from '../../../../../shared/record/run-steps';

const [sample] = startReading(fakeFinishedRecord()).reading.steps;
if (sample === undefined) throw new Error('The record has no step.');
const stepsUpTo = (count: number): readonly RunStep[] =>
  Array.from({ length: count }, (_, index) => ({ ...sample, toolUseId: `t${index}`, number: index + 1 }));

/** What the layout would say, which this document has none of. */
const sizes = { scrollHeight: 0, clientHeight: 0 };
let resized: () => void = () => undefined;

class FakeResizeObserver {
  constructor(callback: () => void) {
    // The list's own is made last; the others measure rows, which have no size here.
    resized = callback;
  }
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

const list = (count: number, words = '') => (
  <StepList
    steps={stepsUpTo(count)}
    hosts={new Map()}
    changes={new Map()}
    words={words}
    emptyText="Nothing yet"
  />
);
const box = (): HTMLElement => screen.getByRole('region', { name: 'What the agent did' });
const isFollowing = (): boolean => screen.queryByRole('button', { name: 'Latest' }) === null;
const resize = (change: Partial<typeof sizes>): void => {
  Object.assign(sizes, change);
  act(() => resized());
};
const scrollTo = (top: number): void => {
  box().scrollTop = top;
  fireEvent.scroll(box());
};

describe('the list of steps', () => {
  beforeEach(() => {
    Object.assign(sizes, { scrollHeight: 1000, clientHeight: 400 });
    vi.stubGlobal('ResizeObserver', FakeResizeObserver);
    // Of each row, and of the box.
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(34);
    for (const name of ['scrollHeight', 'clientHeight'] as const) {
      vi.spyOn(HTMLElement.prototype, name, 'get').mockImplementation(() => sizes[name]);
    }
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('holds in the document only what is in view, and says of each which of all it is', () => {
    render(list(2000));
    const items = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('listitem');
    expect(items.length).toBeLessThan(60);
    for (const item of items) expect(item.getAttribute('aria-setsize')).toBe('2000');
  });

  it('draws no step anew that nothing more was said of', () => {
    const drawn: string[] = [];
    const watched = (step: RunStep): RunStep => ({
      ...step,
      get words() {
        drawn.push(step.toolUseId);
        return '';
      },
    });
    const steps = stepsUpTo(3).map(watched);
    const withSteps = (shown: readonly RunStep[]) => (
      <StepList steps={shown} hosts={new Map()} changes={new Map()} words="" emptyText="Nothing yet" />
    );
    const { rerender } = render(withSteps(steps.slice(0, 2)));
    expect(new Set(drawn)).toEqual(new Set(['t0', 't1']));
    drawn.length = 0;
    rerender(withSteps(steps));
    expect(new Set(drawn)).toEqual(new Set(['t2']));
  });

  it('opens at its end', () => {
    render(list(30));
    expect(box().scrollTop).toBe(1000);
    expect(isFollowing()).toBe(true);
  });

  it('follows what is added', () => {
    const { rerender } = render(list(30));
    rerender(list(31));
    resize({ scrollHeight: 1034 });
    expect(box().scrollTop).toBe(1034);
  });

  it('stays where the operator has scrolled up to, until the end is asked for', () => {
    const { rerender } = render(list(30));
    scrollTo(300);
    expect(isFollowing()).toBe(false);
    rerender(list(31));
    resize({ scrollHeight: 1034 });
    expect(box().scrollTop).toBe(300);
    fireEvent.click(screen.getByRole('button', { name: 'Latest' }));
    expect(box().scrollTop).toBe(1034);
    expect(isFollowing()).toBe(true);
  });

  it('follows on when a card or the window takes some of its room', () => {
    render(list(30));
    sizes.clientHeight = 150;
    // The layout says so with a scroll, before anything tells of the size.
    scrollTo(600);
    expect(isFollowing()).toBe(true);
    resize({});
    expect(box().scrollTop).toBe(1000);
  });

  it('lets go at the wheel and at the keys that scroll up, also while words stream in', () => {
    render(list(30, 'I look at'));
    fireEvent.wheel(box(), { deltaY: -100 });
    expect(isFollowing()).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Latest' }));
    fireEvent.keyDown(box(), { key: 'PageUp' });
    expect(isFollowing()).toBe(false);
  });

  it('follows again once the operator has scrolled down to the end', () => {
    render(list(30));
    scrollTo(300);
    scrollTo(590);
    expect(isFollowing()).toBe(true);
  });

  it('has nothing to let go of where all of it fits', () => {
    Object.assign(sizes, { scrollHeight: 100 });
    render(list(2));
    fireEvent.wheel(box(), { deltaY: -100 });
    expect(isFollowing()).toBe(true);
  });
});
