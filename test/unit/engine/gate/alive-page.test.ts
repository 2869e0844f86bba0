import { describe, expect, it } from 'vitest';
import { aspectWords } from '../../../../electron/engine/gate/aspects';
import { countsDown } from '../../../../electron/engine/gate/counting';
import type { ActionApproval, ApprovalDecision } from '../../../../shared/domain/approval';
import { type ElementTarget, TOO_LARGE } from '../../../../shared/domain/target';
import { answer } from '../../../helpers/answer';
import { sampleElement } from '../../../helpers/fake-desktop';
import { makeGate } from '../../../helpers/make-gate';

const BOX = { x: 10, y: 10, width: 40, height: 20 };
const DELETE = sampleElement({
  name: 'Delete all (9)',
  text: 'Delete all (9)',
  fingerprint: 'frame:loader:7:x',
  box: BOX,
  formDigest: 'seen',
  hiddenFields: [{ name: 'token', digest: 'one' }],
});
const token = (digest: string) => ({ hiddenFields: [{ name: 'token', digest }] });
const named = (name: string) => ({ name, text: name });

let calls = 0;

/** A click on a thing that is something else each time it is approved; the questions that came of it, and how it ended. */
async function approveWhile(
  changes: readonly Partial<ElementTarget>[],
  accepts: ApprovalDecision['accepts'] = 'once',
  made: Awaited<ReturnType<typeof makeGate>> | null = null,
  thing = DELETE,
) {
  const { admit, desktop, approvals, queue } = made ?? (await makeGate());
  const asked: ActionApproval[] = [];
  desktop.target = thing;
  const stop = queue.changed.on(([first]) => {
    if (first?.kind !== 'action' || asked.some(({ id }) => id === first.id)) return;
    desktop.target = { ...thing, ...changes[asked.length] };
    asked.push(first);
    const accepted = first.acceptable.length > 0 ? { accepts } : {};
    queueMicrotask(() =>
      answer(approvals, { approvalId: first.id, verdict: 'approve', reason: '', ...accepted }),
    );
  });
  calls += 1;
  const ruling = await admit({
    toolUseId: `t${calls}`,
    member: 'left_click',
    input: { coordinate: [20, 20] },
  });
  stop();
  return { asked, ruling };
}

describe('a page that is merely alive', () => {
  it('and drifts a little is asked about once', async () => {
    const { asked, ruling } = await approveWhile([{ box: { ...BOX, x: 14, y: 6 } }]);
    expect(asked).toHaveLength(1);
    expect(ruling.verdict).toBe('allowed');
  });

  it.each<[what: string, said: RegExp, acceptable: RegExp, changes: Partial<ElementTarget>[]]>([
    ['renews a hidden field', /hidden field “token”/, /hidden field “token”/, [token('two'), token('three')]],
    [
      'holds more than can be compared',
      /too much to be compared/,
      /too much/,
      [{ formDigest: TOO_LARGE }, { formDigest: TOO_LARGE }],
    ],
    ['holds too large a hidden field', /too much/, /“token”/, [token(TOO_LARGE), token(TOO_LARGE)]],
    ['counts down', /“Delete all \(8\)” now/, /seconds/, [named('Delete all (8)'), named('Delete all (6)')]],
    [
      'draws it anew',
      /The page has put a new button there/,
      /puts a new one there/,
      [{ fingerprint: 'frame:loader:8:x' }, { fingerprint: 'frame:loader:9:x' }],
    ],
    [
      'carries it about',
      /Place/,
      /where it lies/,
      [{ box: { ...BOX, x: 90 } }, { box: { ...BOX, x: 10, y: 70 } }],
    ],
  ])(
    'and %s is asked about twice, the second time with what may go on',
    async (_what, said, may, changes) => {
      const { asked, ruling } = await approveWhile(changes);
      expect(asked).toHaveLength(2);
      expect(asked[0]).toMatchObject({ difference: [], acceptable: [] });
      expect(asked[1]?.difference.join()).toMatch(said);
      expect(asked[1]?.acceptable.join()).toMatch(may);
      expect(ruling.verdict).toBe('allowed');
    },
  );

  it('is asked about no more than once after that when it was accepted for the run', async () => {
    const made = await makeGate();
    expect((await approveWhile([token('two'), token('three')], 'run', made)).asked).toHaveLength(2);
    const later = { ...DELETE, ...named('Delete all (3)') };
    expect((await approveWhile([token('four')], 'once', made, later)).asked).toHaveLength(1);
  });

  it.each<[what: string, other: Partial<ElementTarget>]>([
    ['of another site', { host: 'other.example.com' }],
    ['of another kind', { role: 'link' }],
    ['with other words', named('Remove all (9)')],
    [
      'of another form',
      { form: { action: 'https://app.example.com/x', method: 'post', submitLabel: '', fields: [] } },
    ],
  ])('keeps no acceptance for a thing %s', async (_what, other) => {
    const made = await makeGate();
    await approveWhile([token('two'), token('three')], 'run', made);
    const thing = { ...DELETE, ...other };
    expect((await approveWhile([token('four'), token('five')], 'once', made, thing)).asked).toHaveLength(2);
  });

  it('may go on changing until it is pressed, and nothing else may', async () => {
    for (const [change, kind] of [
      [token('later'), 'done'],
      [{ ...token('later'), formDigest: 'other' }, 'failed'],
    ] as const) {
      const made = await makeGate();
      const { ruling } = await approveWhile([token('two'), token('three')], 'once', made);
      if (ruling.verdict !== 'allowed') throw new Error(ruling.reason);
      made.desktop.target = { ...DELETE, ...change };
      expect((await made.effects.carryOut(ruling.permit)).kind).toBe(kind);
    }
  });

  it('has words for everything that may be accepted', () => {
    expect(
      (['look', 'place', 'node', 'seconds', 'size', 'field:token'] as const).map(aspectWords).join('; '),
    ).toBe(
      'how it looks; where it lies; that the page puts a new one there that says the same of itself; the seconds in its words, as they run out; what its form holds, which is too much to be compared; the hidden field “token”',
    );
  });

  it('keeps no acceptance for a later action when it was for once', async () => {
    const made = await makeGate();
    await approveWhile([token('two'), token('three')], 'once', made);
    expect((await approveWhile([token('four'), token('five')], 'once', made)).asked).toHaveLength(2);
  });
});

describe('what a person would read or send', () => {
  it.each<[what: string, changes: Partial<ElementTarget>[]]>([
    ['a visible field', [{ formDigest: 'a' }, { formDigest: 'b' }, { formDigest: 'c' }]],
    ['an amount', [named('Pay 1 (9)'), named('Pay 2 (9)'), named('Pay 3 (9)')]],
    ['a number that rises', [named('Delete all (10)'), named('Delete all (11)'), named('Delete all (12)')]],
    ['where it leads', [9, 8, 7].map((left) => ({ href: `https://app.example.com/pay/(${left})` }))],
    ['the page', ['a', 'b', 'c'].map((page) => ({ url: `https://app.example.com/${page}` }))],
  ])('is never accepted: %s', async (_what, changes) => {
    const { asked, ruling } = await approveWhile(changes);
    expect(asked.flatMap(({ acceptable }) => acceptable)).toEqual([]);
    expect(ruling).toMatchObject({ verdict: 'denied', reason: expect.stringContaining('kept changing') });
  });

  it('voids beside what was accepted', async () => {
    const { asked, ruling } = await approveWhile([
      token('two'),
      { ...token('three'), formDigest: 'other' },
      { ...token('four'), formDigest: 'other' },
    ]);
    expect(asked.map(({ difference }) => difference.join())).toEqual([
      '',
      expect.stringContaining('hidden field'),
      'The fields of its form hold something else now.',
    ]);
    expect(ruling.verdict).toBe('allowed');
  });

  it('is not asked about for ever when a page thinks of more and more', async () => {
    const more = Array.from({ length: 30 }, (_, index) => ({
      hiddenFields: [{ name: `token ${index}`, digest: 'new' }],
    }));
    const { asked, ruling } = await approveWhile(more);
    expect(asked).toHaveLength(10);
    expect(ruling.verdict).toBe('denied');
  });
});

describe('seconds that run out', () => {
  it.each([
    ['Confirm (9)', 'Confirm (7)', 2000, true],
    ['Skip in 9 s', 'Skip in 8 s', 1000, true],
    ['Weiter in 9 Sekunden', 'Weiter in 8 Sekunden', 1000, true],
    ['Expires 1:00:00', 'Expires 0:59:59', 1000, true],
    ['Confirm (9)', 'Confirm (2)', 2000, false],
    ['Confirm (9)', 'Confirm (10)', 2000, false],
    ['Confirm (9)', 'Delete (8)', 2000, false],
    ['Confirm (9)', 'Confirm (9)', 2000, false],
    ['Pay 900', 'Pay 899', 2000, false],
    ['Pay 9 scudi', 'Pay 8 scudi', 2000, false],
    ['Delete server 7', 'Delete server 6', 2000, false],
    ['Send $1:00 (9)', 'Send $1:00 (8)', 2000, true],
  ])('%s, then %s after %d ms: %s', (before, now, elapsedMs, expected) => {
    expect(countsDown(before, now, elapsedMs)).toBe(expected);
  });
});
