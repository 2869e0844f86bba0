import { parseUrl } from '../../shared/reach/parse-url';
import { escapeHidden } from '../../shared/text/visible-text';
import { Badge } from './badge';
import { HostName } from './host-name';

/** A site that something is bound to: its host as its owner's name tells it, and whatever is unusual about it. */
export function OriginName({ origin }: { readonly origin: string }) {
  const url = parseUrl(origin);
  if (url === null) return <bdi className="untrusted">{escapeHidden(origin)}</bdi>;
  return (
    <span className="host-name">
      <HostName host={url.hostname} port={url.port === '' ? undefined : url.port} />
      {url.protocol !== 'https:' && <Badge title="The practice site, on this machine alone">Practice</Badge>}
    </span>
  );
}
