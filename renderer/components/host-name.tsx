import { escapeHidden } from '../../shared/text/visible-text';
import { splitHost } from '../words/split-host';
import { Badge } from './badge';
import './host-name.css';

type HostNameProps = {
  readonly host: string;
  /** Shown behind it, and never broken; left out: the host alone. */
  readonly port?: number | string | undefined;
};

export function HostName({ host, port }: HostNameProps) {
  const { subdomain, registrable, isInternational } = splitHost(host);
  return (
    <span className="host-name">
      <span>
        <bdi className="untrusted" dir="ltr">
          <span className="host-name-subdomain">{escapeHidden(subdomain)}</span>
          <strong>{escapeHidden(registrable)}</strong>
        </bdi>
        {port !== undefined && <span className="host-name-port">:{port}</span>}
      </span>
      {isInternational && <Badge tone="denied">Spelt with special letters</Badge>}
    </span>
  );
}
