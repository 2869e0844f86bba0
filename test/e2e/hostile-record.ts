import { canonicalJson } from '../../electron/engine/base/canonical-json';
import { systemClock } from '../../electron/engine/base/clock';
import { sha256Hex } from '../../electron/engine/base/hashing';
import { SessionFolder } from '../../electron/engine/record/session-folder';
import type { AuditDraft } from '../../shared/domain/audit-entry';
import { SessionSettings } from '../../shared/domain/session';
import { NO_USAGE } from '../../shared/domain/token-usage';
import { sampleSettings } from '../helpers/sample-settings';

const USAGE = { ...NO_USAGE, input: 1, output: 1 };

/** The lines of a session in which everything that a page or a model can choose is `text`. */
function drafts(settings: SessionSettings, text: string): AuditDraft[] {
  const short = text.slice(0, 80);
  const target = {
    kind: 'element',
    role: text,
    name: text,
    tag: text,
    text,
    href: text,
    inputType: text,
    isEnabled: true,
    form: {
      action: text,
      method: text,
      submitLabel: text,
      fields: [{ name: text, type: text, label: text }],
    },
    frameUrl: text,
    pageTitle: text,
    context: text,
    autocomplete: text,
    isDownload: true,
    isChecked: null,
    box: { x: 10, y: 10, width: 100, height: 30 },
    url: text,
    host: text,
    hiddenFields: [],
    fingerprint: text,
  } as const;
  const click = { member: 'left_click', input: { coordinate: [20, 20], text } };
  const typed = { member: 'type', input: { text } };
  const unknown = { member: text, input: { [text]: text } };
  const judge = (
    step: number,
    action: typeof click | typeof typed | typeof unknown,
    verdict: 'ask' | 'deny',
  ) =>
    ({
      kind: 'action-judged',
      step,
      action,
      permitted: false,
      denial_reason: text,
      detail: {
        toolUseId: `tool-${step}`,
        verdict,
        rule: text,
        value: text,
        why: text,
        grantId: text,
        target,
        targets: [target],
        points: [{ x: 20, y: 20 }],
        findings: [{ category: 'payment', level: 'critical', why: text }],
        level: 'critical',
        signIn: {
          entryId: text,
          entry: text,
          account: text,
          step: 'both',
          codeFrom: 'vault',
          origin: text,
          topOrigin: text,
          submitsTo: text,
          fingerprint: text,
          uses: 1,
        },
      },
    }) as const;
  return [
    {
      kind: 'session-started',
      detail: {
        settings,
        modelAddress: text,
        policyHash: sha256Hex(canonicalJson(settings.policy)),
        appVersion: text,
      },
    },
    {
      kind: 'leak-test',
      detail: {
        passed: false,
        durationMs: 1,
        findings: [{ id: short, tried: short, outcome: 'leaked', got: short }],
      },
    },
    {
      kind: 'sandbox-ready',
      detail: {
        containerId: text,
        image: text,
        isolation: text,
        browser: text,
        engine: text,
        wasWarm: false,
        durationMs: 1,
      },
    },
    { kind: 'state-changed', detail: { from: 'preparing', to: 'running', reason: text, by: text } },
    { kind: 'model-requested', detail: { turn: 1, attempt: 1, model: text, purpose: 'turn', request: null } },
    {
      kind: 'model-responded',
      detail: {
        turn: 1,
        purpose: 'turn',
        requestId: text,
        stopReason: text,
        text,
        actions: 3,
        usage: USAGE,
        durationMs: 1,
      },
    },
    judge(1, click, 'ask'),
    {
      kind: 'approval-requested',
      step: 1,
      action: click,
      detail: {
        about: 'action',
        approvalId: 'a1',
        toolUseId: 'tool-1',
        digest: text,
        sentence: text,
        expiresAt: 0,
        level: 'high',
        difference: [text],
        acceptable: [text],
        bound: {},
      },
    },
    {
      kind: 'approval-settled',
      step: 1,
      action: click,
      permitted: false,
      denial_reason: text,
      detail: {
        about: 'action',
        approvalId: 'a1',
        toolUseId: 'tool-1',
        digest: text,
        outcome: 'denied',
        by: text,
        reason: text,
        scope: 'once',
        edit: { [text]: text },
        upTo: text,
        accepts: 'once',
        wasHeld: false,
        answer: null,
        decidedAfterMs: 5,
      },
    },
    judge(2, typed, 'deny'),
    judge(3, unknown, 'deny'),
    {
      kind: 'egress',
      detail: {
        connection: null,
        host: text,
        port: 443,
        verdict: 'denied',
        address: text,
        reason: text,
        rule: text,
        page: text,
        repeats: 2,
      },
    },
    {
      kind: 'egress-closed',
      detail: { connection: 1, host: text, port: 443, bytesUp: 1, bytesDown: 1, durationMs: 1, why: text },
    },
    { kind: 'navigation-refused', detail: { url: text, host: text, page: text, reason: text, repeats: 2 } },
    { kind: 'fault', detail: { where: text, what: text } },
    {
      kind: 'model-failed',
      detail: {
        turn: 2,
        attempt: 1,
        purpose: 'turn',
        cause: text,
        retryInMs: null,
        isPartialDiscarded: false,
        usage: null,
      },
    },
    {
      kind: 'session-ended',
      detail: {
        state: 'failed',
        reason: text,
        usage: USAGE,
        steps: 3,
        claim: { by: text, outcome: 'partly', report: text },
      },
    },
  ];
}

/** Writes a session's record through the console's own writer, so that it is sound. */
export async function writeHostileRecord(sessionsFolder: string, id: string, text: string): Promise<void> {
  const settings = SessionSettings.parse({
    ...sampleSettings(),
    task: text,
    model: { kind: 'claude', model: text.slice(0, 100) },
    startUrl: text.slice(0, 2000),
  });
  const folder = await SessionFolder.create(sessionsFolder, id, settings.policy, systemClock);
  for (const draft of drafts(settings, text)) await folder.append(draft);
  await folder.close();
}
