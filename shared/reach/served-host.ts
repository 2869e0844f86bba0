import { isSpecialName } from './host-name';

/**
 * The one name below `localhost` that a session may reach. The console serves it itself and nobody resolves it; browsers
 * take plain HTTP from there for a secure context, which passkeys need (Secure Contexts, 3.1; docs/decisions/033).
 */
export const SERVED_HOST = 'portal.practice.localhost';
export const SERVED_ORIGIN = `http://${SERVED_HOST}`;
const SERVED_PORT = 80;

/** Whether a canonical name on a port is neither one of the Internet nor the one that the console serves. */
export function isNobodys(host: string, port: number): boolean {
  return isSpecialName(host) && !(host === SERVED_HOST && port === SERVED_PORT);
}
