import type { AuditEntry, AuditKind, EntryOf } from '../../../shared/domain/audit-entry';
import type { LeakReport } from '../../../shared/domain/leak-report';
import type { ModelWishes } from '../../../shared/domain/model-wishes';
import { causeWords, timesWords } from '../../words/change-words';
import { formatBytes } from '../../words/format-bytes';
import { formatCount, formatDuration } from '../../words/format-duration';
import { grantTitle } from '../../words/grant-words';
import { isolationName } from '../../words/isolation-words';
import { OUTCOME_NAMES } from '../../words/outcome-words';
import { asSentence, plainReason } from '../../words/policy-words';
import { stateLabel } from '../../words/session-words';
import { sentenceText, stepSentence } from '../../words/step-sentence';

export type EventWords = {
  readonly what: string;
  /** May quote the page or the model: escape before showing. */
  readonly detail: string;
  readonly tone: 'neutral' | 'denied' | 'allowed' | 'attention';
};

const NAMES: Record<AuditKind, string> = {
  'session-started': 'Session started',
  'leak-test': 'Leak test',
  'sandbox-ready': 'Sandbox ready',
  'state-changed': 'State changed',
  'model-requested': 'Model asked',
  'model-responded': 'Model answered',
  'model-failed': 'Model failed',
  'conversation-compacted': 'Conversation summed up',
  'turn-dropped': 'Turn left out',
  'action-judged': 'Action judged',
  'approval-requested': 'Approval asked',
  'approval-settled': 'Approval settled',
  grant: 'Approved for this run',
  'action-started': 'Action started',
  'action-finished': 'Action finished',
  'action-skipped': 'Action skipped',
  egress: 'Connection',
  'egress-closed': 'Connection ended',
  'navigation-refused': 'Page refused',
  'certificate-refused': 'Certificate refused',
  'change-judged': 'Change held',
  'change-sent': 'Change sent',
  'change-ended': 'Change ended',
  'change-repeated': 'Change repeated',
  'socket-opened': 'WebSocket opened',
  'socket-sent': 'Sent over a WebSocket',
  honeytoken: 'Planted secret came out',
  guidance: 'Word to the agent',
  plan: 'Plan approved',
  'circle-noticed': 'Going in circles',
  takeover: 'Take-over',
  'passkey-registered': 'Passkey registered',
  fault: 'Fault',
  'record-recovered': 'Record recovered',
  'session-ended': 'Session ended',
};

const VERDICTS = { allow: 'Let through', ask: 'To be asked', deny: 'Denied' } as const;
const GRANT_CHANGES = { made: 'Given', withdrawn: 'Withdrawn', 'used-up': 'Used up, given' } as const;
const ACTION_ENDS = { done: 'Done', failed: 'Failed', unknown: 'Outcome unknown' } as const;
const TAKEOVER_CHANGES = { taken: 'Taken over', returned: 'Handed back' } as const;

/** One line of the record in words. */
export function eventWords(entry: AuditEntry): EventWords {
  return { what: NAMES[entry.kind], detail: detailOf(entry), tone: toneOf(entry) };
}

function detailOf(entry: AuditEntry): string {
  switch (entry.kind) {
    case 'session-started':
      return startWords(entry.detail);
    case 'leak-test':
      return leakWords(entry.detail);
    case 'sandbox-ready':
      return [isolationName(entry.detail.isolation), entry.detail.browser, entry.detail.engine]
        .filter(Boolean)
        .join(', ');
    case 'state-changed':
      return `${stateLabel(entry.detail.from)} → ${stateLabel(entry.detail.to)}. ${entry.detail.reason}`;
    case 'model-requested':
      return askedWords(entry.detail);
    case 'model-responded':
      return answeredWords(entry.detail);
    case 'model-failed':
      return entry.detail.purpose === 'warm'
        ? `To keep the cache warm: ${entry.detail.cause}`
        : entry.detail.cause;
    case 'conversation-compacted':
      return `${SUMMED_UP[entry.detail.why]}: ${entry.detail.summary}`;
    case 'turn-dropped':
      return `By ${entry.detail.by}: ${entry.detail.messages} messages, which the model is not sent any more`;
    case 'action-judged':
      return `${VERDICTS[entry.detail.verdict]}: ${actionText(entry)}`;
    case 'approval-requested':
      return entry.detail.sentence;
    case 'approval-settled':
      return answerWords(entry.detail);
    case 'grant':
      return `${GRANT_CHANGES[entry.detail.change]} by ${entry.detail.by}: ${grantTitle(entry.detail.scope)}`;
    case 'action-finished':
      return (
        entry.detail.error ??
        `${ACTION_ENDS[entry.detail.outcome]} in ${formatDuration(entry.detail.durationMs)}`
      );
    case 'action-started':
    case 'action-skipped':
      return actionText(entry);
    case 'egress':
      return `${entry.detail.verdict === 'allowed' ? 'Let through' : 'Refused'}: ${entry.detail.host}:${entry.detail.port}. ${because(entry.detail.reason)}`;
    case 'egress-closed':
      return trafficWords(entry.detail);
    case 'navigation-refused':
      return `${entry.detail.url}. ${because(entry.detail.reason)}`;
    case 'certificate-refused':
      return `${entry.detail.host}:${entry.detail.port}. ${because(entry.detail.reason)}`;
    case 'change-judged':
      return judgedChangeWords(entry.detail);
    case 'change-sent':
      return `${entry.detail.changeId} leaves the browser`;
    case 'change-ended':
      return `${entry.detail.changeId}: ${endWords(entry.detail)}`;
    case 'change-repeated':
      return `${entry.detail.changeId}: the same kind ${timesWords(entry.detail.times)} more, ${entry.detail.verdict === 'allow' ? 'let through' : 'denied'}`;
    case 'socket-opened':
      return openedSocketWords(entry.detail);
    case 'socket-sent':
      return sentSocketWords(entry.detail);
    case 'honeytoken':
      return honeytokenWords(entry.detail);
    case 'guidance':
      return `${GUIDANCE[entry.detail.change]} by ${entry.detail.by}: ${entry.detail.text}`;
    case 'plan':
      return planWords(entry.detail);
    case 'circle-noticed':
      return `${entry.detail.members.join(', ')}: ${entry.detail.times} times on the same screens`;
    case 'takeover':
      return `${TAKEOVER_CHANGES[entry.detail.change]} by ${entry.detail.by}`;
    case 'passkey-registered':
      return `Kept as “${entry.detail.entry}”, for ${entry.detail.origin} (${entry.detail.rpId})`;
    case 'fault':
      return `${entry.detail.where}: ${entry.detail.what}`;
    case 'record-recovered':
      return `${formatBytes(entry.detail.quarantinedBytes)} set aside`;
    case 'session-ended':
      return `${stateLabel(entry.detail.state)}. ${entry.detail.reason}`;
  }
}

const SUMMED_UP = {
  room: 'It had grown long',
  'too-large': 'It was more than the model takes',
  operator: 'Wanted by the operator',
} as const;

const ASKED_FOR = { turn: '', summary: ', for a summary', warm: ', to keep the cache warm' } as const;

function askedWords({
  turn,
  attempt,
  model,
  purpose,
  request,
}: EntryOf<'model-requested'>['detail']): string {
  const what = `Turn ${turn}${ASKED_FOR[purpose]}`;
  const size = request === null ? '' : `, ${formatBytes(request.bytes)}`;
  return `${what}, try ${attempt}, ${model}${size}`;
}

function answeredWords({ purpose, text, actions, usage }: EntryOf<'model-responded'>['detail']): string {
  if (purpose === 'warm') return `Kept in the cache: ${formatCount(usage.cacheRead)} tokens`;
  return text || (actions === 1 ? '1 action' : `${actions} actions`);
}

function answerWords({ about, outcome, by, reason, answer }: EntryOf<'approval-settled'>['detail']): string {
  const isSaid = about === 'question' && answer !== null;
  const what = isSaid ? `Answered by ${by}: ${answer}` : `${OUTCOME_NAMES[outcome]}, by ${by}`;
  return reason === '' ? what : `${what}: ${reason}`;
}

const GUIDANCE = { written: 'said', 'taken-back': 'taken back', sent: 'read by the agent, said' } as const;

function planWords({ steps, by, changed }: EntryOf<'plan'>['detail']): string {
  const how = changed ? `Changed and approved by ${by}` : `By ${by}`;
  return `${how}: ${steps.map((step, index) => `${index + 1}. ${step}`).join(' ')}`;
}

function openedSocketWords({ url, page, isRefused }: EntryOf<'socket-opened'>['detail']): string {
  const what = url === '' ? 'Further ones, which are counted together' : url;
  const from = page === null ? '' : `, by ${page}`;
  return `${isRefused ? 'Although the policy refuses it: ' : ''}${what}${from}`;
}

function sentSocketWords(sent: EntryOf<'socket-sent'>['detail']): string {
  const { messages, bytes, unread, looksLike } = sent;
  const count = messages === 1 ? '1 message' : `${formatCount(messages)} messages`;
  const known = unread === 0 ? '' : `, ${formatCount(unread)} of them not looked into`;
  const deed = looksLike === null ? '' : `. Looks like: ${looksLike.does} (${looksLike.level})`;
  return `${count}, ${formatBytes(bytes)}${known}${deed}`;
}

function because(reason: string): string {
  return asSentence(plainReason(reason));
}

function leakWords({ passed, findings, durationMs }: LeakReport): string {
  const leaks = findings.filter(({ outcome }) => outcome === 'leaked');
  const count = `${findings.length} checks in ${formatDuration(durationMs)}`;
  return passed ? `Nothing got out: ${count}` : `Leaked: ${leaks.map(({ tried }) => tried).join('; ')}`;
}

type EgressClosed = Extract<AuditEntry, { kind: 'egress-closed' }>['detail'];

function trafficWords({ host, port, bytesUp, bytesDown, durationMs, why }: EgressClosed): string {
  const traffic = `${formatBytes(bytesUp)} up, ${formatBytes(bytesDown)} down`;
  return `${host}:${port}, ${traffic} in ${formatDuration(durationMs)}: ${why}`;
}

function actionText(entry: AuditEntry): string {
  return entry.action === null ? '' : sentenceText(stepSentence(entry.action, null));
}

function toneOf(entry: AuditEntry): EventWords['tone'] {
  if (entry.permitted === false && entry.denial_reason !== null) return 'denied';
  switch (entry.kind) {
    case 'approval-requested':
      return 'attention';
    case 'plan':
      return 'allowed';
    case 'change-judged':
      return entry.detail.verdict === 'deny' ? 'denied' : 'neutral';
    case 'change-ended':
      return entry.detail.end === 'broken' ? 'denied' : 'neutral';
    case 'approval-settled':
      return entry.detail.outcome === 'approved' || entry.detail.outcome === 'edited' ? 'allowed' : 'denied';
    case 'egress':
      return entry.detail.verdict === 'denied' ? 'denied' : 'neutral';
    case 'leak-test':
      return entry.detail.passed ? 'allowed' : 'denied';
    case 'navigation-refused':
    case 'certificate-refused':
    case 'honeytoken':
    case 'model-failed':
    case 'fault':
    case 'record-recovered':
      return 'denied';
    default:
      return 'neutral';
  }
}

function judgedChangeWords({
  verdict,
  change,
  cause,
  sentBefore,
}: EntryOf<'change-judged'>['detail']): string {
  const before = sentBefore === 0 ? '' : `, sent ${timesWords(sentBefore)} before`;
  return `${VERDICTS[verdict]}: ${change.does} at ${change.host}, ${causeWords(cause)}${before}`;
}

function endWords({ end, status }: EntryOf<'change-ended'>['detail']): string {
  if (end === 'answered') return status === null ? 'answered' : `answered ${status}`;
  return end === 'gave-up' ? 'the page gave up' : 'broken off: nobody knows whether it arrived';
}

function honeytokenWords({ planted, found, host }: EntryOf<'honeytoken'>['detail']): string {
  return `Planted as ${planted}; found ${found}${host === null ? '' : `, to ${host}`}`;
}

function startWords({ settings, modelAddress, appVersion }: EntryOf<'session-started'>['detail']): string {
  const model = modelAddress === null ? '' : `, model at ${modelAddress}`;
  return [
    `Policy ${settings.policy.name}`,
    `Airlock ${appVersion}${model}`,
    ...wishWords(settings.wishes),
  ].join(', ');
}

/** How the model is asked, as far as it is not its own way. */
function wishWords({ effort, thinkingDisplay, taskBudget }: ModelWishes): readonly string[] {
  return [
    ...(effort === null ? [] : [`effort ${effort}`]),
    ...(thinkingDisplay === null ? [] : [`thinking ${thinkingDisplay}`]),
    ...(taskBudget === null ? [] : [`task budget ${taskBudget.toLocaleString('en-US')} tokens`]),
  ];
}
