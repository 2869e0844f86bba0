import { useEffect, useRef, useState } from 'react';
import type { Approval } from '../../../shared/domain/approval';
import { runNumber } from '../../../shared/domain/run-number';
import { useApprovals } from '../../stores/approvals-store';
import { useSessions } from '../../stores/sessions-store';
import { SHORT_MS } from './time-left';
import { useLastSeconds } from './use-last-seconds';

/** Says to a screen reader what has come, with run, risk and sentence, and when little time is left. Always there. */
export function ApprovalAnnouncer() {
  const pending = useApprovals((state) => state.pending);
  const known = useRef<ReadonlySet<string>>(new Set());
  const [arrived, setArrived] = useState('');
  useEffect(() => {
    const fresh = pending.filter(({ id }) => !known.current.has(id));
    known.current = new Set(pending.map(({ id }) => id));
    const newest = fresh.at(-1);
    if (newest !== undefined) setArrived(arrivalWords(newest, fresh.length));
    else if (pending.length === 0) setArrived('');
  }, [pending]);
  return (
    <>
      <div className="visually-hidden" role="alert">
        {arrived}
      </div>
      <LastSeconds pending={pending} />
    </>
  );
}

function arrivalWords({ kind, sessionId, level, sentence, expiresAt }: Approval, count: number): string {
  const number = runNumber(useSessions.getState().sessions, sessionId);
  const minutes = Math.max(1, Math.round((expiresAt - Date.now()) / 60_000));
  const run = number === null ? '' : `Run ${number}. `;
  const others = count > 1 ? ` ${count - 1} more came with it.` : '';
  const what = kind === 'question' ? sentence : `${level} risk: ${sentence}`;
  return `${run}${what} ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} to ${kind === 'question' ? 'answer' : 'decide'}.${others}`;
}

function LastSeconds({ pending }: { readonly pending: readonly Approval[] }) {
  const [text, setText] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said is over when something else waits
  useEffect(() => setText(''), [pending]);
  useLastSeconds(pending, ({ sentence }) => setText(`${SHORT_MS / 1000} seconds left: ${sentence}`));
  return (
    <div className="visually-hidden" role="alert">
      {text}
    </div>
  );
}
