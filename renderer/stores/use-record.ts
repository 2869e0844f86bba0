import { useEffect } from 'react';
import { followRecord, type OpenedRecord, useRecords } from './records-store';

/** The record of a session, loaded when a view first asks and kept up to date by what the engine announces. */
export function useRecord(sessionId: string): OpenedRecord | undefined {
  useEffect(() => followRecord(sessionId), [sessionId]);
  return useRecords((state) => state.records[sessionId]);
}
