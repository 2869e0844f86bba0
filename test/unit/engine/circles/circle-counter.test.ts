import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Circle, CircleCounter, type Move } from '../../../../electron/engine/circles/circle-counter';

/** A call on a screen that leaves another: `call@before>after`. In capitals: it only looks or waits. */
function move(text: string): Move {
  const [call = '', screens = ''] = text.split('@');
  const [before = '', after = before] = screens.split('>');
  return { call, before, seen: null, after, isPatient: call === call.toUpperCase() };
}

/** What is noticed at which move, the first being 1: `3:1×3` is a round of one, for the third time, at the third. */
function noticed(moves: readonly Move[]): string[] {
  const counter = new CircleCounter();
  return moves.flatMap((one, index) => {
    const circle: Circle | null = counter.note(one);
    return circle === null ? [] : [`${index + 1}:${circle.length}×${circle.times}`];
  });
}

const times = (count: number, ...round: readonly string[]) =>
  Array.from({ length: count }, () => round.map(move)).flat();

describe('circles', () => {
  it.each([
    ['the same call on an unchanged screen', times(7, 'a@1'), ['3:1×3', '6:1×6']],
    ['two calls in turn on an unchanged screen', times(6, 'a@1', 'b@1'), ['6:2×3', '12:2×6']],
    ['two screens in turn', times(6, 'a@1>2', 'b@2>1'), ['6:2×3', '12:2×6']],
    ['a round of three', times(6, 'a@1>2', 'b@2>3', 'c@3>1'), ['9:3×3', '18:3×6']],
    ['a round of four', times(3, 'a@1>2', 'b@2>3', 'c@3>4', 'd@4>1'), ['12:4×3']],
    ['a round of five', times(3, 'a@1>2', 'b@2', 'c@2>3', 'd@3', 'e@3>1'), ['15:5×3']],
    ['a round of six', times(6, 'a@1', 'b@1', 'c@1', 'd@1', 'e@1', 'f@1'), ['18:6×3', '36:6×6']],
    ['a round with the same call twice in it', times(3, 'a@1', 'a@1', 'b@1'), ['9:3×3']],
    ['a round of two in a round of six', times(9, 'a@1', 'b@1'), ['6:2×3', '12:2×6']],
    ['one that begins after something else', [move('z@0>1'), ...times(3, 'a@1')], ['4:1×3']],
  ])('are noticed by %s', (_, moves, found) => {
    expect(noticed(moves)).toEqual(found);
  });

  it.each([
    ['the same call twice', times(2, 'a@1')],
    [
      'a click that is one pixel beside each time',
      ['a12', 'a13', 'a14', 'a15'].map((call) => move(`${call}@1`)),
    ],
    [
      'the same text into pages that change',
      ['1>2', '2>3', '3>4', '4>5', '5>6'].map((on) => move(`type@${on}`)),
    ],
    ['a scroll as long as the page moves', ['1>2', '2>3', '3>4', '4>5'].map((on) => move(`scroll@${on}`))],
    ['a round that is left before its third end', [...times(2, 'a@1', 'b@1'), move('a@1'), move('c@1')]],
    ['a round of seven', times(5, 'a@1', 'b@1', 'c@1', 'd@1', 'e@1', 'f@1', 'g@1')],
    ['looking five times at a page that loads', times(5, 'LOOK@1')],
    ['looking and waiting five times each', times(5, 'LOOK@1', 'WAIT@1')],
    [
      'looking at screens that change',
      ['1>2', '2>3', '3>4', '4>5', '5>6', '6>7'].map((on) => move(`LOOK@${on}`)),
    ],
  ])('are none by %s', (_, moves) => {
    expect(noticed(moves)).toEqual([]);
  });

  it('of looking alone are noticed the sixth time', () => {
    expect(noticed(times(6, 'LOOK@1'))).toEqual(['6:1×6']);
    expect(noticed(times(6, 'LOOK@1', 'WAIT@1'))).toEqual(['12:2×6']);
  });

  it('that were left and begin anew are counted anew', () => {
    const twice = times(2, 'a@1');
    expect(noticed([...twice, move('b@1'), ...twice, move('c@1'), ...times(3, 'a@1')])).toEqual(['9:1×3']);
  });

  it('in which a look shows something else each time are none', () => {
    const looks = ['p', 'q', 'r', 's', 't', 'u'].map((seen) => ({ ...move('ZOOM@1'), seen }));
    expect(noticed(looks)).toEqual([]);
  });

  it('are forgotten once somebody has said something', () => {
    const counter = new CircleCounter();
    const [same] = times(1, 'a@1') as [Move];
    counter.note(same);
    counter.note(same);
    counter.reset();
    expect([counter.note(same), counter.note(same)]).toEqual([null, null]);
    expect(counter.note(same)).toEqual({ length: 1, times: 3 });
  });

  it('are noticed for the third and the sixth time by whatever round goes on and on, once each', () => {
    const round = fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(round, fc.array(fc.integer({ min: 10, max: 99 }), { maxLength: 9 }), (calls, before) => {
        const lead = [...new Set(before)].map((call) => move(`c${call}@1`));
        const found = noticed([...lead, ...times(9, ...calls.map((call) => `c${call}@1`))]);
        const at = (count: number) => lead.length + count * calls.length;
        expect(found).toEqual([`${at(3)}:${calls.length}×3`, `${at(6)}:${calls.length}×6`]);
      }),
    );
  });
});
