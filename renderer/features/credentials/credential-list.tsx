import { Cookie, FileLock2, Fingerprint, KeyRound, type LucideIcon, Tag } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Credential, CredentialKind } from '../../../shared/domain/credential';
import { escapeHidden, shortLabel } from '../../../shared/text/visible-text';
import { Badge } from '../../components/badge';
import { OriginName } from '../../components/origin-name';
import { KIND_NAMES, PLACE_NAMES } from '../../forms/credential-form';
import { formatAgo, formatDateTime } from '../../words/format-date';

const ICONS: Readonly<Record<CredentialKind, LucideIcon>> = {
  login: KeyRound,
  passkey: Fingerprint,
  session: Cookie,
  header: Tag,
  secret: FileLock2,
};

const SHOWN_ORIGINS = 2;

type CredentialListProps = {
  readonly credentials: readonly Credential[];
  readonly currentId: string | null;
  readonly onChoose: (id: string) => void;
};

/** The entries as rows. Up and down move, Enter opens. */
export function CredentialList({ credentials, currentId, onChoose }: CredentialListProps) {
  return (
    <div className="credential-table">
      <div className="credential-columns" aria-hidden="true">
        <span>Name</span>
        <span>Only at</span>
        <span>Policies</span>
        <span>Last used</span>
      </div>
      <ul className="credential-rows" aria-label="Credentials" onKeyDown={moveFocus}>
        {credentials.map((credential) => (
          <li key={credential.id}>
            <CredentialRow
              credential={credential}
              isCurrent={credential.id === currentId}
              onChoose={() => onChoose(credential.id)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('.credential-row')];
  const current = rows.indexOf(event.target as HTMLButtonElement);
  const targets: Record<string, number> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    Home: 0,
    End: rows.length - 1,
  };
  const row = rows[targets[event.key] ?? -1];
  if (row === undefined) return;
  event.preventDefault();
  row.focus();
}

type CredentialRowProps = {
  readonly credential: Credential;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
};

function CredentialRow({ credential, isCurrent, onChoose }: CredentialRowProps) {
  const { name, kind, origins, policies, usedAt } = credential;
  const Icon = ICONS[kind];
  const more = origins.length - SHOWN_ORIGINS;
  return (
    <button
      type="button"
      className="credential-row"
      aria-current={isCurrent ? 'true' : undefined}
      onClick={onChoose}
    >
      <span className="credential-name">
        <Icon aria-hidden="true" />
        <span className="credential-name-text">
          <bdi className="credential-title">{shortLabel(name, 60)}</bdi>
          <span className="credential-facts">
            <HealthBadge health={credential.health} /> {factsOf(credential)}
          </span>
        </span>
      </span>
      <span className="credential-origins">
        {origins.slice(0, SHOWN_ORIGINS).map((origin) => (
          <OriginName key={origin} origin={origin} />
        ))}
        {more > 0 && <span className="faint">and {more} more</span>}
      </span>
      <span className="credential-policies">
        {policies.length === 0 ? (
          <Badge tone="denied">None</Badge>
        ) : (
          policies.map((one) => shortLabel(one, 40)).join(', ')
        )}
      </span>
      <span className="credential-used" title={usedAt === null ? undefined : formatDateTime(usedAt)}>
        {usedAt === null ? 'Never' : formatAgo(usedAt)}
      </span>
    </button>
  );
}

const HEALTH_WORDS = { 'signed-out': 'Signed out', unknown: 'Not checked' } as const;

/** Said where something is wrong: of an entry that was well when it was last used nothing is. */
function HealthBadge({ health }: { readonly health: Credential['health'] }) {
  if (health === undefined || health.state === 'ok') return null;
  const at = formatDateTime(health.at);
  return (
    <Badge
      tone={health.state === 'signed-out' ? 'denied' : 'attention'}
      title={`Found on ${at}, at its last use`}
    >
      {HEALTH_WORDS[health.state]}
    </Badge>
  );
}

function factsOf({ kind, account, hasCode, source, headerName, health }: Credential): string {
  const facts = [
    KIND_NAMES[kind],
    headerName === undefined ? null : escapeHidden(headerName),
    account === '' ? null : shortLabel(account, 60),
    hasCode ? 'one-time codes' : null,
    health?.state === 'ok' ? `signed in ${formatAgo(health.at)}` : null,
    source.kind === 'command' ? `in ${PLACE_NAMES[source.command]}` : null,
  ];
  return facts.filter((fact) => fact !== null).join(' · ');
}
