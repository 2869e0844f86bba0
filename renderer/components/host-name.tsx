import { escapeHidden } from '../../shared/text/visible-text';
import { Badge } from './badge';
import { splitHost } from './split-host';
import './host-name.css';

export function HostName({ host }: { readonly host: string }) {
  const { subdomain, registrable, isInternational } = splitHost(host);
  return (
    <span className="host-name">
      <bdi className="untrusted" dir="ltr">
        <span className="host-name-subdomain">{escapeHidden(subdomain)}</span>
        <strong>{escapeHidden(registrable)}</strong>
      </bdi>
      {isInternational && <Badge tone="denied">Spelt with special letters</Badge>}
    </span>
  );
}
