import type { ChangeApproval } from '../../shared/domain/approval';
import type { Change, ChangeField } from '../../shared/domain/change';
import { FAKE_FRAMES } from './fake-frames';
import { fakePaymentApproval } from './fake-payment';
import { DELETE_ALL, FAKE_SETTINGS } from './fake-sessions';

const HOST = 'billing.practice.test:80';

/** A field of a request that is sent. */
export function fakeField(name: string, value: string, change: Partial<ChangeField> = {}): ChangeField {
  return { name, value, meaning: 'other', isSecret: false, isCut: false, ...change };
}

/** A request that deletes many things. */
export function fakeChange(change: Partial<Change> = {}): Change {
  return {
    method: 'POST',
    host: HOST,
    url: 'http://billing.practice.test/exports/delete',
    path: '/exports/delete',
    operation: null,
    category: 'deletion',
    level: 'high',
    isKnown: true,
    does: 'delete 24 invoices',
    why: 'Its path says delete, and the list “ids” holds 24 entries.',
    fields: [
      fakeField('ids', 'INV-2210, INV-2211, INV-2212, INV-2213, INV-2214 and 19 more', { isCut: true }),
      fakeField('csrf_token', '', { meaning: 'secret', isSecret: true }),
    ],
    format: 'form',
    bytes: 412,
    isCut: false,
    files: [],
    ...change,
  };
}

/** One that a click led to, and that waits. */
export function fakeChangeApproval(change: Partial<ChangeApproval> = {}, now = Date.now()): ChangeApproval {
  const does = change.change?.does ?? fakeChange().does;
  return {
    kind: 'change',
    id: 'approval-change',
    sessionId: 'waiting',
    task: FAKE_SETTINGS.task,
    step: 9,
    sentence: `${does.slice(0, 1).toUpperCase()}${does.slice(1)} at billing.practice.test:80.`,
    findings: [],
    level: 'high',
    digest: 'c'.repeat(64),
    hold: null,
    change: fakeChange(),
    cause: { kind: 'step', step: 9, afterMs: null },
    action: { member: 'left_click', input: { coordinate: [1165, 119] } },
    target: DELETE_ALL,
    acted: 'Click the button “Clean up” on billing.practice.test.',
    beyond: [],
    sentBefore: 0,
    page: 'http://billing.practice.test/exports',
    rule: 'changes',
    why: 'changes from medium on wait for the operator (deletion, high)',
    grantable: {
      method: 'POST',
      host: HOST,
      path: '/exports/:id/delete',
      operation: null,
      maxUses: 50,
      minutes: null,
    },
    frame: FAKE_FRAMES.exports,
    display: { width: 1280, height: 800 },
    createdAt: now - 20_000,
    expiresAt: now + 100_000,
    ...change,
  };
}

/** A payment in GraphQL with many fields, some of them made to deceive. */
export function fakeCriticalChange(): ChangeApproval {
  const { target } = fakePaymentApproval();
  return fakeChangeApproval({
    id: 'approval-change-critical',
    level: 'critical',
    hold: 'It is critical.',
    grantable: null,
    target,
    acted: 'Click the button “Pay now” on billing.practice.test.',
    page: 'http://billing.practice.test/payments',
    frame: FAKE_FRAMES.payments,
    change: fakePayment(),
  });
}

/** What that payment sends. */
export function fakePayment(change: Partial<Change> = {}): Change {
  return fakeChange({
    url: 'http://billing.practice.test/graphql?op=SendPayment',
    path: '/graphql',
    operation: 'SendPayment',
    category: 'payment',
    level: 'critical',
    does: 'pay 1,480.00 EUR to DK50 0040 0440 1162 43',
    why: 'The operation “SendPayment” and the field “amount” read as payment.',
    format: 'graphql',
    bytes: 1204,
    fields: [
      fakeField('input.amount', '1480.00', { meaning: 'amount' }),
      fakeField('input.currency', 'EUR', { meaning: 'amount' }),
      fakeField('input.receiver.iban', 'DK50 0040 0440 1162 43', { meaning: 'receiver' }),
      fakeField('input.receiver.name', 'M\u00fcller & S\u00f8n \u202Eknab ruoy', { meaning: 'receiver' }),
      fakeField('input.receiver.mail', 'pay@l\u0430rkspur.example', { meaning: 'receiver' }),
      fakeField('input.pin', '', { meaning: 'secret', isSecret: true }),
      fakeField('input.reference', '2026-118'),
      fakeField('input.note', 'October, as agreed\u200B. '.repeat(9), { isCut: true }),
      ...Array.from({ length: 9 }, (_, index) => fakeField(`input.tags[${index}]`, `tag-${index}`)),
    ],
    ...change,
  });
}

/** One that no action led to. */
export function fakePagesOwnChange(): ChangeApproval {
  return fakeChangeApproval({
    id: 'approval-change-page',
    level: 'medium',
    sentence: 'Send something to the server at collect.larkspur-metrics.example.',
    cause: { kind: 'page' },
    action: null,
    target: null,
    acted: null,
    grantable: {
      method: 'POST',
      host: 'collect.larkspur-metrics.example:443',
      path: '/v1/:id',
      operation: null,
      maxUses: 50,
      minutes: null,
    },
    change: fakeChange({
      host: 'collect.larkspur-metrics.example:443',
      url: 'https://collect.larkspur-metrics.example/v1/8841',
      path: '/v1/:id',
      category: 'unknown',
      level: 'medium',
      isKnown: false,
      does: 'send something to the server',
      why: 'POST changes something, and nothing says what.',
      format: 'stream',
      bytes: null,
      fields: [],
    }),
  });
}

/** One that is more than the operator had approved. */
export function fakeBeyondChange(): ChangeApproval {
  return fakeChangeApproval({
    id: 'approval-change-beyond',
    acted: 'Click the button “Archive” on billing.practice.test, which sends a form to /exports/archive.',
    beyond: [
      'It goes to /exports/delete, and the form that was approved to /exports/archive.',
      'It deletes, which was not said when the click was approved.',
    ],
  });
}

/** One that leaves some time after its step, and was sent before. */
export function fakeRepeatedChange(): ChangeApproval {
  return fakeChangeApproval({
    id: 'approval-change-twice',
    cause: { kind: 'step', step: 9, afterMs: 5200 },
    sentBefore: 2,
  });
}
