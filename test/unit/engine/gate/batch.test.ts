import { describe, expect, it } from 'vitest';
import { Batch, beyondPreview, type Preview } from '../../../../electron/engine/gate/batch';
import type { BatchStep } from '../../../../shared/domain/approval';
import type { RiskFinding } from '../../../../shared/domain/risk';
import type { Target } from '../../../../shared/domain/target';
import { sampleElement } from '../../../helpers/fake-desktop';

const FORM = { action: 'https://app.example.com/send', method: 'post', submitLabel: 'Send', fields: [] };
const BUTTON = sampleElement({ form: FORM });
const DELETION: RiskFinding = { category: 'deletion', level: 'high', why: 'it deletes' };
const SOMETHING_ELSE = 'It acts on something else than it did before.';

function step(changes: Partial<BatchStep> = {}): BatchStep {
  return {
    toolUseId: 't2',
    action: { member: 'left_click', input: {} },
    sentence: 'Click the button.',
    level: 'high',
    findings: [DELETION],
    state: 'next',
    verdict: 'ask',
    ...changes,
  };
}
const shown = (...targets: Target[]): Preview => ({ step: step(), targets });

describe('a step that was let go beforehand', () => {
  it('needs no further question while it is the same', () => {
    expect(beyondPreview(shown(BUTTON), step(), [BUTTON])).toBeNull();
    expect(beyondPreview(shown(BUTTON), step({ level: 'medium', findings: [] }), [BUTTON])).toBeNull();
  });

  it.each([
    ['another element', sampleElement({ form: FORM, fingerprint: 'loader:2' })],
    ['another name', sampleElement({ form: FORM, name: 'Delete all' })],
    ['another link', sampleElement({ form: FORM, href: 'https://app.example.com/x' })],
    ['another form', sampleElement({ form: { ...FORM, action: 'https://app.example.com/pay' } })],
    ['no form', sampleElement()],
    ['a dialog', { kind: 'dialog', type: 'alert', message: 'Sure?', url: null, host: null }],
  ] as const)('is asked about by itself when it acts on %s now', (_what, target) => {
    expect(beyondPreview(shown(BUTTON), step(), [target])).toBe(SOMETHING_ELSE);
  });

  it('is asked about by itself when it acts on more than before, or on less', () => {
    expect(beyondPreview(shown(BUTTON), step(), [BUTTON, BUTTON])).toBe(SOMETHING_ELSE);
    expect(beyondPreview(shown(), step(), [BUTTON])).toBe(SOMETHING_ELSE);
    expect(beyondPreview(shown(BUTTON, BUTTON), step(), [BUTTON])).toBe(SOMETHING_ELSE);
  });

  it('is asked about by itself when nothing is known of what it acts on, though that was so before', () => {
    const unknown = { kind: 'unknown', reason: 'no page is in front', url: null, host: null } as const;
    expect(beyondPreview(shown(unknown), step(), [unknown])).toBe(SOMETHING_ELSE);
    expect(beyondPreview(shown(unknown), step(), [BUTTON])).toBe(SOMETHING_ELSE);
  });

  it('is asked about by itself when it is riskier, brings another risk, or is critical', () => {
    const preview: Preview = { step: step({ level: 'medium' }), targets: [BUTTON] };
    expect(beyondPreview(preview, step(), [BUTTON])).toBe('Its risk is high now, medium when you let it go.');
    const sending: RiskFinding = { category: 'sending', level: 'low', why: 'it sends' };
    expect(beyondPreview(shown(BUTTON), step({ findings: [DELETION, sending] }), [BUTTON])).toBe(
      'It brings another risk than it did before.',
    );
    const critical: Preview = { step: step({ level: 'critical' }), targets: [BUTTON] };
    expect(beyondPreview(critical, step({ level: 'critical' }), [BUTTON])).toBe(
      'It is critical, so it is asked for by itself.',
    );
  });
});

describe('the calls of one turn', () => {
  const calls = ['t1', 't2', 't3'].map((toolUseId) => ({ toolUseId, member: 'left_click', input: {} }));
  const previews = calls.map(({ toolUseId }) => ({ step: step({ toolUseId }), targets: [BUTTON] }));

  it('know their place and what comes after them', () => {
    const batch = new Batch(1, '', calls);
    expect(calls.map(({ toolUseId }) => batch.indexOf(toolUseId))).toEqual([0, 1, 2]);
    expect(batch.after('t1').map(({ toolUseId }) => toolUseId)).toEqual(['t2', 't3']);
    expect(batch.after('t3')).toEqual([]);
  });

  it('are let go as far as the operator said, each until it has passed', () => {
    const batch = new Batch(1, '', calls);
    batch.approveUpTo('t2', previews);
    expect([batch.approvedPreview('t2'), batch.approvedPreview('t3')]).toEqual([previews[1], null]);
    batch.notePassed('t1', false);
    expect([batch.approvedPreview('t1'), batch.haltReason]).toEqual([null, null]);
    batch.notePassed('t2', false);
    expect(batch.haltReason).toBe('Not executed: the operator approved only the actions before this one.');
  });

  it('go on after a call that nobody set as the last, and end after one that the operator changed', () => {
    const batch = new Batch(1, '', calls);
    batch.notePassed('t1', false);
    expect(batch.haltReason).toBeNull();
    batch.notePassed('t2', true);
    expect(batch.haltReason).toBe(
      'Not executed: the operator changed an action before this one. Look at the screen and go on from there.',
    );
  });

  it('list what was judged, oldest first, each as it was judged last', () => {
    const batch = new Batch(1, '', calls);
    batch.noteJudged(step({ toolUseId: 't1' }));
    batch.noteJudged(step({ toolUseId: 't2' }));
    batch.noteJudged(step({ toolUseId: 't1', verdict: 'deny' }));
    expect(batch.judged.map(({ toolUseId, verdict }) => [toolUseId, verdict])).toEqual([
      ['t1', 'deny'],
      ['t2', 'ask'],
    ]);
  });
});
