import type { ChangeCause } from '../../shared/domain/change';
import type { ChangeNumbers } from '../../shared/domain/session';
import type { RecordedChange } from '../../shared/record/recorded-change';
import { escapeHidden, shortLabel } from '../../shared/text/visible-text';
import { formatDuration } from './format-duration';
import { OUTCOME_NAMES } from './outcome-words';
import { ruleName } from './policy-words';
import type { StepVerdict } from './step-verdict';

const LONGEST = 90;

/** What a change belongs to, for a list: `step 12`, `5 s after step 12`. */
export function causeWords(cause: ChangeCause): string {
  if (cause.kind === 'page') return 'the page by itself';
  if (cause.kind === 'operator') return 'by hand';
  const { step, afterMs } = cause;
  return afterMs === null ? `step ${step}` : `${afterWords(afterMs)} after step ${step}`;
}

/** `300 ms`, `5 s`, `2 min 3 s`. */
export function afterWords(ms: number): string {
  return ms >= 1000 && ms < 59_500 ? `${Math.round(ms / 1000)} s` : formatDuration(ms);
}

/** What came of it at the other end, in one or two words. */
export function changeOutcome({ outcome }: RecordedChange): StepVerdict {
  switch (outcome) {
    case 'waiting':
      return { label: 'Needs you', tone: 'attention' };
    case 'let-go':
      return { label: 'Not sent yet', tone: 'neutral' };
    case 'sent':
    case 'answered':
      return { label: 'Sent', tone: 'accent' };
    case 'unknown':
      return { label: 'May have been sent', tone: 'denied' };
    case 'denied':
      return { label: 'Denied', tone: 'denied' };
    case 'gave-up':
      return { label: 'Page gave up', tone: 'neutral' };
    case 'dropped':
      return { label: 'Not sent', tone: 'neutral' };
  }
}

const NOT_ANSWERED: Readonly<Partial<Record<RecordedChange['outcome'], string>>> = {
  waiting: 'nothing of it is sent before you answer',
  'let-go': 'nothing of it is sent yet',
  sent: 'no answer yet',
  unknown: 'nobody knows whether it arrived',
  denied: 'nothing was sent',
  'gave-up': 'the page gave up, nothing was sent',
  dropped: 'the run ended first, nothing was sent',
};

/** The answer that it got, or why there is none. */
export function answerWords({ outcome, status }: RecordedChange): string {
  const words = NOT_ANSWERED[outcome];
  if (words !== undefined) return words;
  if (status === null) return 'answered';
  return status >= 400 ? `answered ${status}: not taken` : `answered ${status}`;
}

/** Who let it go or kept it: `Approved by root`, `Denied by rule 2 of the policy`. Quotes names: escape before showing. */
export function deciderWords({ approvals, verdict, rule, cause }: RecordedChange): string {
  const last = approvals.at(-1);
  if (last?.outcome === 'expired') return 'Nobody answered in time';
  if (last?.outcome === 'cancelled') return 'Asked, and not answered';
  if (last !== undefined && last.outcome !== null) return `${OUTCOME_NAMES[last.outcome]} by ${last.by}`;
  if (verdict === 'ask') return `Asked, by ${ruleName(rule)}`;
  if (cause.kind === 'operator') return 'Let go: you had control';
  if (rule === 'approved') return 'Approved with its action';
  if (rule === 'grant') return 'Approved for this run';
  if (rule === 'changes')
    return verdict === 'deny' ? 'Denied: no changes allowed' : 'Let go: changes are allowed';
  if (rule === 'changes_from' && verdict === 'allow') return 'Let go unasked';
  return `${verdict === 'deny' ? 'Denied' : 'Let go'} by ${ruleName(rule)}`;
}

/** `delete 24 invoices at billing.example`, escaped, for a line of a list. */
export function changeLine({ change: { does, host } }: Pick<RecordedChange, 'change'>): string {
  return `${shortLabel(does, LONGEST)} at ${escapeHidden(hostOf(host))}`;
}

/** `once`, `3 times`. */
export function timesWords(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** `3 changes, 1 denied`. */
export function countWords({ sent, denied }: ChangeNumbers): string {
  const changed = `${sent} ${sent === 1 ? 'change' : 'changes'}`;
  return denied === 0 ? changed : `${changed}, ${denied} denied`;
}

/** The host without its port. */
export function hostOf(host: string): string {
  return host.replace(/:\d+$/, '');
}

/** The port of a host, where it is not the usual one. */
export function portOf(host: string): string | undefined {
  const port = /:(\d+)$/.exec(host)?.[1];
  return port === '443' ? undefined : port;
}
