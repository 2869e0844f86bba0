import { escapeHidden } from '../../shared/text/visible-text';
import { splitHost } from '../words/split-host';
import { Badge } from './badge';
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
