import type { Change } from '../../shared/domain/change';
import { hostOf, portOf } from '../words/change-words';
import { HostName } from './host-name';
import { UntrustedText } from './untrusted-text';
import './change-address.css';

/** What the server is asked to do, and where: the part that somebody had to register is set off. */
export function ChangeAddress({ change }: { readonly change: Change }) {
  const { method, host, url, operation } = change;
  return (
    <p className="change-address">
      <code className="change-method">
        <UntrustedText text={method} />
      </code>
      <span className="change-url">
        {isPlain(url) && <span className="change-plain">http://</span>}
        <HostName host={hostOf(host)} port={portOf(host)} />
        <UntrustedText text={behindHost(url)} />
      </span>
      {operation !== null && (
        <span className="change-operation">
          <span className="faint">calls </span>
          <UntrustedText text={operation} />
        </span>
      )}
    </p>
  );
}

function isPlain(url: string): boolean {
  return url.startsWith('http://');
}

/** Path, query and what follows of an address; the address itself where it has none of the usual form. */
function behindHost(url: string): string {
  const behind = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/isu.exec(url)?.[1];
  return behind ?? ` ${url}`;
}
