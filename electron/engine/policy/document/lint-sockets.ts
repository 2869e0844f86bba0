import type { Policy } from '../../../../shared/domain/policy';
import { readSocketHosts } from '../../../../shared/reach/socket-hosts';
import { error, type Finding, warning } from './lint-finding';

/** Hosts of sockets that can't be read, or that stand there twice. */
export function lintSockets({ refused_sockets: entries }: Policy): readonly Finding[] {
  const first = new Map<string, string>();
  return entries.flatMap((entry, index) => {
    const path = ['refused_sockets', index];
    const hosts = readSocketHosts(entry);
    if (hosts === null) return [error(path, `"${entry}" is not app.example.com, *.example.com or *`)];
    const name = JSON.stringify(hosts);
    const known = first.get(name);
    if (known !== undefined) return [warning(path, `"${entry}" is there already, as "${known}"`)];
    first.set(name, entry);
    return [];
  });
}
