import { lookup } from 'node:dns/promises';

/**
 * Every address of a host, IPv4 first, as the operator's machine resolves it. The trailing dot makes the name absolute,
 * so that no search domain of this machine is ever appended to it. Rejects when the name does not exist.
 */
export async function resolveHost(host: string): Promise<readonly string[]> {
  const found = await lookup(`${host}.`, { all: true, verbatim: false });
  return found.map(({ address }) => address);
}
