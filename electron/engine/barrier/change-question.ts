import type { ChangeApproval } from '../../../shared/domain/approval';
import { shortLabel } from '../../../shared/text/visible-text';
import type { Clock } from '../base/clock';
import { createId } from '../base/ids';
import { bind } from '../desk/bind';
import { changeScopeOf } from '../desk/change-scope';
import type { Question } from '../desk/desk';
import type { Caused } from './acts';
import { beyondAgreed } from './beyond-agreed';
import type { JudgedChange } from './change-lines';

export type ChangeQuestionDeps = {
  readonly sessionId: string;
  readonly task: string;
  /** How long an answer may take; after that it is a denial. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Of the screen, in pixels. */
  readonly display: () => { readonly width: number; readonly height: number };
};

export type AskedChange = {
  readonly judged: JudgedChange;
  readonly act: Caused['act'];
  /** The screen while it waits. */
  readonly frame: string;
  /** Aborts when the page wants it no more. */
  readonly signal: AbortSignal;
};

/** The card of a change, bound to the very request: method, address, body and page by their digest. */
export function changeQuestion(deps: ChangeQuestionDeps, asked: AskedChange): Question {
  const { sessionId, clock, timeoutMs } = deps;
  const { judged, frame, signal } = asked;
  const { changeId, digest: request } = judged;
  const id = createId();
  const createdAt = clock.wallMs();
  const expiresAt = createdAt + timeoutMs;
  const { bound, digest } = bind({ id, session: sessionId, changeId, request, frame, expiresAt });
  const approval = approvalFor(deps, asked, { id, digest, createdAt, expiresAt });
  return { approval, bound, toolUseId: null, action: null, frame, timeoutMs, signal, changes: null };
}

type Issued = Pick<ChangeApproval, 'id' | 'digest' | 'createdAt' | 'expiresAt'>;

function approvalFor(
  { sessionId, task, display }: ChangeQuestionDeps,
  { judged, act, frame }: AskedChange,
  issued: Issued,
): ChangeApproval {
  const { change, cause, page, sentBefore, rule, why } = judged;
  const { category, level } = change;
  return {
    ...issued,
    kind: 'change',
    sessionId,
    task,
    step: cause.kind === 'step' ? cause.step : 0,
    sentence: sentenceOf(judged),
    findings: [{ category, level, why: change.why }],
    level,
    hold: null,
    change,
    cause,
    action: act?.action ?? null,
    target: act?.targets[0] ?? null,
    acted: act?.sentence ?? null,
    beyond: act?.agreed ? beyondAgreed(change, act, act.agreed) : [],
    sentBefore,
    page,
    rule,
    why,
    grantable: changeScopeOf(change),
    frame,
    display: display(),
  };
}

/** What `does` quotes of the request is escaped where it is made. */
function sentenceOf({ change: { does, host } }: JudgedChange): string {
  const what = `${does.slice(0, 1).toUpperCase()}${does.slice(1)}`;
  return `${what} at ${shortLabel(host.replace(/:443$/, ''), 100)}.`;
}
