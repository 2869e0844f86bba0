import { describe, expect, it } from 'vitest';
import { Acts } from '../../../../electron/engine/barrier/acts';
import { ManualClock } from '../../../helpers/manual-clock';
import { sampleAct, sampleChange } from '../../../helpers/sample-change';

function make() {
  const clock = new ManualClock();
  return { clock, acts: new Acts(clock) };
}

describe('what led to a change', () => {
  it('is the page itself before anything was done, and long after', () => {
    const { clock, acts } = make();
    expect(acts.causeOf(sampleChange())).toEqual({ cause: { kind: 'page' }, act: null });
    acts.begin(sampleAct());
    acts.end(1);
    clock.advance(30_001);
    expect(acts.causeOf(sampleChange()).cause).toEqual({ kind: 'page' });
  });

  it('is the action that goes on, and so many milliseconds after it the last', () => {
    const { clock, acts } = make();
    acts.begin(sampleAct({ step: 4, agreed: null }));
    expect(acts.causeOf(sampleChange()).cause).toEqual({ kind: 'step', step: 4, afterMs: null });
    acts.end(4);
    clock.advance(5000);
    expect(acts.causeOf(sampleChange()).cause).toEqual({ kind: 'step', step: 4, afterMs: 5000 });
  });

  it('is one that was agreed to for it, also where another came after', () => {
    const { clock, acts } = make();
    acts.begin(sampleAct({ step: 12 }));
    acts.end(12);
    acts.begin(sampleAct({ step: 13, agreed: null }));
    acts.end(13);
    clock.advance(5000);
    expect(acts.causeOf(sampleChange()).cause).toMatchObject({ step: 12, afterMs: 5000 });
    expect(acts.causeOf(sampleChange({ category: 'payment' })).cause).toMatchObject({ step: 13 });
  });
});

describe('an action that was agreed to', () => {
  it('covers a change once: the same again is another', () => {
    const { acts } = make();
    const act = sampleAct();
    acts.begin(act);
    expect([acts.cover(sampleChange(), act), acts.cover(sampleChange(), act)]).toEqual([true, false]);
  });

  it('covers three kinds of changes at most', () => {
    const { acts } = make();
    const act = sampleAct();
    acts.begin(act);
    const covered = ['/a', '/b', '/c', '/d'].map((path) => acts.cover(sampleChange({ path }), act));
    expect(covered).toEqual([true, true, true, false]);
  });

  it('covers nothing where nobody was asked, and nothing that is more', () => {
    const { acts } = make();
    const harmless = sampleAct({ step: 1, agreed: null });
    acts.begin(harmless);
    expect(acts.cover(sampleChange(), harmless)).toBe(false);
    const agreed = sampleAct({ step: 2 });
    acts.begin(agreed);
    expect(acts.cover(sampleChange({ level: 'critical' }), agreed)).toBe(false);
    expect(acts.cover(sampleChange(), sampleAct({ step: 2 }))).toBe(false);
  });
});
