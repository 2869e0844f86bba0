import { useEffect } from 'react';
import { loadRecord, type SessionRecord, useRecords } from './records-store';

/** The record of a session, loaded when a view first asks and kept up to date by what the engine announces. */
export function useRecord(sessionId: string): SessionRecord | undefined {
  useEffect(() => {
    void loadRecord(sessionId);
  }, [sessionId]);
  return useRecords((state) => state.records[sessionId]);
}
