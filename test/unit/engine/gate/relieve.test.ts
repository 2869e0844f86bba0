import { describe, expect, it } from 'vitest';
import { GrantBook } from '../../../../electron/engine/desk/grant-book';
import { grantScopeOf } from '../../../../electron/engine/desk/grant-scope';
import { SignIns } from '../../../../electron/engine/desk/sign-ins';
import { type ReliefQuestion, relieve } from '../../../../electron/engine/gate/relieve';
import type { Sight } from '../../../../electron/engine/gate/sight';
import type { Decision } from '../../../../electron/engine/policy/decide';
import type { Action } from '../../../../shared/domain/action';
import type { BatchStep } from '../../../../shared/domain/approval';
import type { GrantScope } from '../../../../shared/domain/grant';
import type { RiskFinding } from '../../../../shared/domain/risk';
import type { Target } from '../../../../shared/domain/target';
import { sampleElement } from '../../../helpers/fake-desktop';
import { ManualClock } from '../../../helpers/manual-clock';
import { MemoryRecord } from '../../../helpers/memory-record';

const CLICK: Action = { member: 'left_click', input: { coordinate: [20, 20] } };
const BUTTON = sampleElement();
const UNKNOWN: Target = { kind: 'unknown', reason: 'none', url: null, host: null };
const DELETION: RiskFinding = { category: 'deletion', level: 'medium', why: 'it deletes' };
const ASK: Decision = { verdict: 'ask', rule: 'on_risk', value: 'deletion, medium', why: 'it may delete' };
const NOT_RELIEVED = { decision: ASK, grant: null };

const see = (...targets: Target[]): Sight => ({
  targets,
  points: [],
  signIn: null,
  patches: [],
  takenAtMs: 0,
});
const newBook = () =>
  new GrantBook({ sessionId: 's1', clock: new ManualClock(), record: new MemoryRecord() });

function shown(changes: Partial<BatchStep> = {}): BatchStep {
  return {
    toolUseId: 't1',
    action: { member: 'left_click', input: {} },
    sentence: 'Click.',
    level: 'medium',
    findings: [DELETION],
    state: 'next',
    verdict: 'ask',
    ...changes,
  };
}
const question = (changes: Partial<ReliefQuestion> = {}): ReliefQuestion => ({
  action: CLICK,
  sight: see(BUTTON),
  shown: shown(),
  preview: null,
  edited: null,
  grants: newBook(),
  signIn: null,
  signIns: new SignIns(),
  ...changes,
});

describe('what need not be asked again', () => {
  it('is nothing by itself', () => {
    expect(relieve(ASK, question())).toEqual(NOT_RELIEVED);
  });

  it('never is what was denied, nor what is allowed anyway', () => {
    const edited = { from: { sight: see(BUTTON), findings: [DELETION] }, action: CLICK };
    const preview = { step: shown(), targets: [BUTTON] };
    for (const verdict of ['deny', 'allow'] as const) {
      const decision = { ...ASK, verdict };
      expect(relieve(decision, question({ edited, preview }))).toEqual({ decision, grant: null });
    }
  });

  it('is what was let go with an earlier step, while it is the same', () => {
    const preview = { step: shown(), targets: [BUTTON] };
    expect(relieve(ASK, question({ preview }))).toEqual({
      decision: { verdict: 'allow', rule: 'batch', value: '', why: 'approved together with an earlier step' },
      grant: null,
    });
    const other = see(sampleElement({ fingerprint: 'loader:2' }));
    expect(relieve(ASK, question({ preview, sight: other }))).toEqual(NOT_RELIEVED);
  });

  it('is what was approved for the run, by the grant that says so', async () => {
    const grants = newBook();
    const grant = await grants.make(
      grantScopeOf(CLICK, [BUTTON], [DELETION]) as GrantScope,
      [DELETION],
      'ada',
    );
    expect(relieve(ASK, question({ grants }))).toEqual({
      decision: { verdict: 'allow', rule: 'grant', value: '', why: 'the operator approved it for this run' },
      grant,
    });
    const high = shown({ findings: [{ ...DELETION, level: 'high' }] });
    expect(relieve(ASK, question({ grants, shown: high }))).toEqual(NOT_RELIEVED);
  });
});

describe('an action that the operator changed', () => {
  const edited = { from: { sight: see(BUTTON), findings: [DELETION] }, action: CLICK };

  it('was approved as they changed it, while it is on the very same thing', () => {
    expect(relieve(ASK, question({ edited }))).toEqual({
      decision: {
        verdict: 'allow',
        rule: 'edited',
        value: '',
        why: 'the operator changed it and approved it so',
      },
      grant: null,
    });
    expect(
      relieve(ASK, question({ edited, shown: shown({ level: 'low', findings: [] }) })).decision.rule,
    ).toBe('edited');
  });

  it.each([
    ['it is another action', { action: { ...CLICK } }],
    ['it is on another element', { sight: see(sampleElement({ fingerprint: 'loader:2' })) }],
    ['it is on more', { sight: see(BUTTON, BUTTON) }],
    ['it is riskier', { shown: shown({ level: 'high' }) }],
    [
      'it brings another risk',
      { shown: shown({ findings: [DELETION, { ...DELETION, category: 'sending' }] }) },
    ],
  ] as const)('is asked about again when %s', (_why, changes) => {
    expect(relieve(ASK, question({ edited, ...(changes as Partial<ReliefQuestion>) }))).toEqual(NOT_RELIEVED);
  });

  it('is asked about again when nothing is known of what it is on, or it is on nothing', () => {
    for (const targets of [[], [UNKNOWN], [BUTTON, UNKNOWN]]) {
      const sight = see(...targets);
      const same = { from: { sight, findings: [DELETION] }, action: CLICK };
      expect(relieve(ASK, question({ edited: same, sight }))).toEqual(NOT_RELIEVED);
    }
  });

  it('is asked about again also where a grant or an earlier step would cover it', async () => {
    const grants = newBook();
    await grants.make(grantScopeOf(CLICK, [BUTTON], [DELETION]) as GrantScope, [DELETION], 'ada');
    const preview = { step: shown({ level: 'high' }), targets: [BUTTON] };
    const riskier = { ...edited, from: { ...edited.from, findings: [] } };
    expect(relieve(ASK, question({ edited: riskier, grants, preview }))).toEqual(NOT_RELIEVED);
  });
});
