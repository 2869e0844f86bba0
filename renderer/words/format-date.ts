import { format, formatDistanceToNowStrict } from 'date-fns';

/** A moment: milliseconds since the epoch, or as a record has it (ISO 8601). Shown in this machine's time zone. */
type Moment = number | string;

/** `2026-11-28 19:12:43`: the one form of a date with its time, everywhere. */
export function formatDateTime(at: Moment): string {
  return format(new Date(at), 'yyyy-MM-dd HH:mm:ss');
}

/** `19:12:43`, where the day is plain from what stands around it. */
export function formatTime(at: Moment): string {
  return format(new Date(at), 'HH:mm:ss');
}

/** `3 hours ago`; the moment itself belongs in the tooltip. */
export function formatAgo(at: Moment): string {
  return formatDistanceToNowStrict(new Date(at), { addSuffix: true });
}
