import { useEffect, useState } from 'react';
import type { OpenConnection } from '../../shared/domain/open-connection';
import { airlock } from '../client/airlock-client';

const PERIOD_MS = 1000;
const NONE: readonly OpenConnection[] = [];

/** How far the open connections of a running session are, asked once a second; null: of none. */
export function useOpenConnections(sessionId: string | null): readonly OpenConnection[] {
  const [open, setOpen] = useState(NONE);
  useEffect(() => {
    setOpen(NONE);
    if (sessionId === null) return;
    let isGone = false;
    const ask = async (): Promise<void> => {
      // A session that has just ended answers with an error; the record has the last word then.
      const answer = await airlock()
        .call('sessions:connections', { sessionId })
        .catch(() => NONE);
      if (!isGone) setOpen((before) => (before.length === 0 && answer.length === 0 ? before : answer));
    };
    const timer = setInterval(() => void ask(), PERIOD_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [sessionId]);
  return open;
}
