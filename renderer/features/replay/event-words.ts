import type { AuditEntry, AuditKind } from '../../../shared/domain/audit-entry';
import { sentenceText, stepSentence } from '../../stores/step-sentence';

export type EventWords = {
  readonly what: string;
  /** May quote the page or the model: escape before showing. */
  readonly detail: string;
  readonly tone: 'neutral' | 'denied' | 'allowed' | 'attention';
};

const NAMES: Record<AuditKind, string> = {
  'session-started': 'Session started',
  'sandbox-ready': 'Sandbox ready',
  'state-changed': 'State changed',
  'model-requested': 'Model asked',
  'model-responded': 'Model answered',
  'model-failed': 'Model failed',
  'action-judged': 'Action judged',
  'approval-requested': 'Approval asked',
  'approval-settled': 'Approval settled',
  'action-started': 'Action started',
  'action-finished': 'Action finished',
  'action-skipped': 'Action skipped',
  egress: 'Connection',
  takeover: 'Take-over',
  fault: 'Fault',
  'record-recovered': 'Record recovered',
  'session-ended': 'Session ended',
};

/** One line of the record in words. */
export function eventWords(entry: AuditEntry): EventWords {
  return { what: NAMES[entry.kind], detail: detailOf(entry), tone: toneOf(entry) };
}

function detailOf(entry: AuditEntry): string {
  switch (entry.kind) {
    case 'session-started':
      return `Policy ${entry.detail.settings.policy.name}, Airlock ${entry.detail.appVersion}`;
    case 'sandbox-ready':
      return `${entry.detail.isolation}, ${entry.detail.browser}`;
    case 'state-changed':
      return `${entry.detail.from} → ${entry.detail.to}. ${entry.detail.reason}`;
    case 'model-requested':
      return `Turn ${entry.detail.turn}, try ${entry.detail.attempt}, ${entry.detail.model}`;
    case 'model-responded':
      return entry.detail.text || `${entry.detail.actions} actions`;
    case 'model-failed':
      return entry.detail.cause;
    case 'action-judged':
      return `${entry.detail.verdict}: ${actionText(entry)}`;
    case 'approval-requested':
      return entry.detail.sentence;
    case 'approval-settled':
      return `${entry.detail.outcome} by ${entry.detail.by}${entry.detail.reason ? `: ${entry.detail.reason}` : ''}`;
    case 'action-finished':
      return entry.detail.error ?? `${entry.detail.outcome} in ${entry.detail.durationMs} ms`;
    case 'action-started':
    case 'action-skipped':
      return actionText(entry);
    case 'egress':
      return `${entry.detail.verdict} ${entry.detail.host}:${entry.detail.port}. ${entry.detail.reason}`;
    case 'takeover':
      return `${entry.detail.change} by ${entry.detail.by}`;
    case 'fault':
      return `${entry.detail.where}: ${entry.detail.what}`;
    case 'record-recovered':
      return `${entry.detail.quarantinedBytes} bytes set aside`;
    case 'session-ended':
      return `${entry.detail.state}. ${entry.detail.reason}`;
  }
}

function actionText(entry: AuditEntry): string {
  return entry.action === null ? '' : sentenceText(stepSentence(entry.action, null));
}

function toneOf(entry: AuditEntry): EventWords['tone'] {
  if (entry.permitted === false && entry.denial_reason !== null) return 'denied';
  switch (entry.kind) {
    case 'approval-requested':
      return 'attention';
    case 'approval-settled':
      return entry.detail.outcome === 'approved' ? 'allowed' : 'denied';
    case 'egress':
      return entry.detail.verdict === 'denied' ? 'denied' : 'neutral';
    case 'model-failed':
    case 'fault':
    case 'record-recovered':
      return 'denied';
    default:
      return 'neutral';
  }
}
