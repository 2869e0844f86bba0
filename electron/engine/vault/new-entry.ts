import { AirlockError } from '../../../shared/airlock-error';
import type { Credential, CredentialSource } from '../../../shared/domain/credential';
import type { CredentialDraft, DraftSecrets } from '../../../shared/domain/credential-draft';
import type { CodeShape } from './codes/code-shape';
import { readSeed } from './codes/read-seed';
import { checkReference } from './commands/command-source';
import { PROGRAMS } from './commands/programs';
import type { Sealer } from './open-vault';
import { SEALED_PARTS, type SealedPart, type StoredEntry } from './vault-file';

/** Everything of an entry that may be changed. Null takes a secret away; one that is left out stays. */
export type EntryChange = {
  readonly fields: Pick<
    Credential,
    'name' | 'kind' | 'origins' | 'policies' | 'account' | 'source' | 'landmark'
  > & {
    readonly headerName: string | null;
    /** Of an entry in another password manager. */
    readonly hasCode: boolean;
  };
  /** Wiped by whoever made them. */
  readonly secrets: Readonly<Partial<Record<SealedPart, Buffer | null>>>;
  /** Of the seed among the secrets. */
  readonly shape: CodeShape | null;
};

/** The secret that an entry of a kind can't do without, where Airlock keeps it. */
const NEEDED = {
  login: { part: 'password', words: 'a password' },
  header: { part: 'header', words: 'the value of its header' },
  secret: { part: 'secret', words: 'its secret' },
  passkey: { part: 'secret', words: 'its key' },
  session: { part: 'secret', words: 'its cookies' },
} as const;

/** Control characters; a free secret may have several lines. */
const NOT_IN_A_LINE = /\p{Cc}/u;
/** RFC 9110 (5.5), without what is not ASCII. */
const HEADER_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** A draft with its secrets as bytes, which the caller wipes. Throws `bad-input`; no message repeats a secret. */
export function readDraft(draft: CredentialDraft): EntryChange {
  const { name, kind, origins, policies, account, headerName, source, hasCode, secrets } = draft;
  if (NOT_IN_A_LINE.test(account)) throw refused('The user name must be one line.');
  checkTexts(secrets);
  if (!isTyped(kind) && Object.keys(secrets).length > 0) {
    throw refused('Nobody can type what an entry of that kind holds.');
  }
  if (source.kind === 'command') checkSource(source, kind);
  const { seed, ...texts } = secrets;
  const read = typeof seed === 'string' ? readSeed(seed) : null;
  const bytes = Object.entries(texts).flatMap(([part, text]) =>
    text === undefined ? [] : [[part, text === null ? null : Buffer.from(text)]],
  );
  return {
    fields: {
      name,
      kind,
      origins: [...new Set(origins)],
      policies,
      account: account.trim(),
      source,
      headerName,
      hasCode,
    },
    secrets: { ...Object.fromEntries(bytes), ...(seed !== undefined && { seed: read?.bytes ?? null }) },
    shape: read?.shape ?? null,
  };
}

export function wipeSecrets({ secrets }: EntryChange): void {
  for (const bytes of Object.values(secrets)) bytes?.fill(0);
}

/** Whether people have its secret before Airlock has: what a browser made comes by `Vault.keep`. */
function isTyped(kind: Credential['kind']): kind is 'login' | 'header' | 'secret' {
  return kind === 'login' || kind === 'header' || kind === 'secret';
}

function checkTexts({ password = '', unlock, header }: DraftSecrets): void {
  if (NOT_IN_A_LINE.test(password) || NOT_IN_A_LINE.test(unlock ?? '')) {
    throw refused('A password must be one line.');
  }
  if (header !== undefined && !HEADER_VALUE.test(header)) {
    throw refused('The value of a header must be one line of ASCII, without blanks around it.');
  }
}

function checkSource(source: Extract<CredentialSource, { kind: 'command' }>, kind: Credential['kind']): void {
  if (!isTyped(kind)) {
    throw refused('Only Airlock itself keeps entries of that kind.');
  }
  checkReference(source, kind === 'login' ? 'password' : kind);
}

/** What an entry becomes. Throws `bad-input` where something that it needs is missing. */
export function changeEntry(
  former: StoredEntry | { readonly id: string },
  change: EntryChange,
  { seal, nowMs }: { readonly seal: Sealer; readonly nowMs: number },
): StoredEntry {
  const { fields, shape } = change;
  const old = 'credential' in former ? former : null;
  const id = old?.credential.id ?? ('id' in former ? former.id : '');
  if (old !== null && old.credential.kind !== fields.kind) {
    throw refused('An entry can’t become one of another kind. Make a new one.');
  }
  const secrets = sealedSecrets(old, change, (part, value) => seal(id, part, value));
  const { headerName, hasCode, landmark = old?.credential.landmark, ...plain } = fields;
  if (fields.kind === 'header' && headerName === null)
    throw refused('A header token needs the name of its header.');
  requireSecrets(fields, secrets);
  const code = secrets.seed === undefined ? null : (shape ?? old?.code ?? null);
  return {
    credential: {
      ...plain,
      id,
      ...(fields.kind === 'header' && headerName !== null && { headerName }),
      ...(landmark !== undefined && { landmark }),
      ...healthOf(old, change, nowMs),
      hasCode: fields.source.kind === 'airlock' ? code !== null : hasCode && fields.kind === 'login',
      createdAt: old?.credential.createdAt ?? nowMs,
      changedAt: nowMs,
      usedAt: old?.credential.usedAt ?? null,
    },
    code,
    secrets,
  };
}

/** What has just been kept was signed in; anything else is as healthy as it was. */
function healthOf(
  old: StoredEntry | null,
  { fields: { kind }, secrets }: EntryChange,
  nowMs: number,
): Pick<Credential, 'health'> {
  if (kind !== 'session') return {};
  if (secrets.secret !== undefined) return { health: { state: 'ok', at: nowMs } };
  return old?.credential.health === undefined ? {} : { health: old.credential.health };
}

function sealedSecrets(
  old: StoredEntry | null,
  { fields, secrets }: EntryChange,
  seal: (part: SealedPart, value: Buffer) => string,
): StoredEntry['secrets'] {
  const parts = SEALED_PARTS.filter((part) => mayHave(fields, part));
  const sealed = parts.flatMap((part) => {
    const given = secrets[part];
    const text = given === undefined ? old?.secrets[part] : given === null ? undefined : seal(part, given);
    return text === undefined ? [] : [[part, text]];
  });
  return Object.fromEntries(sealed);
}

/** No secret stays behind that the entry, as it is now, has no use for. */
function mayHave({ kind, source }: EntryChange['fields'], part: SealedPart): boolean {
  if (source.kind === 'command') return part === 'unlock' && PROGRAMS[source.command].takesPassword;
  return part === NEEDED[kind].part || (kind === 'login' && part === 'seed');
}

function requireSecrets({ kind, source }: EntryChange['fields'], secrets: StoredEntry['secrets']): void {
  const { part, words } = NEEDED[kind];
  if (source.kind === 'airlock') {
    if (secrets[part] === undefined) throw refused(`The entry needs ${words}.`);
  } else if (PROGRAMS[source.command].takesPassword && secrets.unlock === undefined) {
    throw refused('The entry needs the password of the database that it is kept in.');
  }
}

function refused(message: string): AirlockError {
  return new AirlockError('bad-input', message);
}
