import type { Credential, CredentialKind, CredentialSource } from '../../shared/domain/credential';
import { CredentialDraft } from '../../shared/domain/credential-draft';

/** Where an entry is kept: by Airlock, or in the password manager of a program. */
export type Place = 'airlock' | Extract<CredentialSource, { kind: 'command' }>['command'];

/**
 * A secret in the form. `kept`: the saved one stays. `removed`: it is taken away. A typed one is never filled in from
 * anywhere.
 */
export type SecretInput =
  | { readonly kind: 'kept' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'typed'; readonly text: string };

export const SECRETS = ['password', 'seed', 'header', 'secret', 'unlock'] as const;
export type SecretName = (typeof SECRETS)[number];

export type CredentialForm = Pick<
  Credential,
  'name' | 'kind' | 'origins' | 'policies' | 'account' | 'hasCode'
> & {
  readonly id: string | null;
  readonly headerName: string;
  readonly place: Place;
  readonly reference: string;
  readonly secrets: Readonly<Record<SecretName, SecretInput>>;
};

export type FormField = 'name' | 'origins' | 'account' | 'headerName' | 'reference' | SecretName;
/** `field` null: of the whole. */
export type FormProblem = { readonly field: FormField | null; readonly message: string };

const TYPED: SecretInput = { kind: 'typed', text: '' };
const KEPT: SecretInput = { kind: 'kept' };

/** A form for a new entry, or for one that is there; what is saved of it stays unless it is replaced. */
export function formOf(credential: Credential | null, policies: readonly string[] = []): CredentialForm {
  if (credential === null) {
    return {
      id: null,
      name: '',
      kind: 'login',
      origins: [],
      policies,
      account: '',
      hasCode: false,
      headerName: 'Authorization',
      place: 'airlock',
      reference: '',
      secrets: { password: TYPED, seed: TYPED, header: TYPED, secret: TYPED, unlock: TYPED },
    };
  }
  const { id, name, kind, origins, account, hasCode, headerName = '', source } = credential;
  const isHere = source.kind === 'airlock';
  const isThere = source.kind === 'command' ? KEPT : TYPED;
  return {
    id,
    name,
    kind,
    origins,
    policies: credential.policies,
    account,
    hasCode,
    headerName,
    place: source.kind === 'airlock' ? 'airlock' : source.command,
    reference: source.kind === 'airlock' ? '' : source.reference,
    secrets: {
      password: isHere && kind === 'login' ? KEPT : TYPED,
      seed: isHere && hasCode ? KEPT : TYPED,
      header: isHere && kind === 'header' ? KEPT : TYPED,
      secret: isHere && kind !== 'login' && kind !== 'header' ? KEPT : TYPED,
      unlock: isThere,
    },
  };
}

/** The secrets that the form asks for, as it is. */
export function secretsOf({ kind, place }: Pick<CredentialForm, 'kind' | 'place'>): readonly SecretName[] {
  if (place !== 'airlock') return place === 'keepassxc-cli' ? ['unlock'] : [];
  switch (kind) {
    case 'login':
      return ['password', 'seed'];
    case 'header':
      return ['header'];
    case 'secret':
      return ['secret'];
    default:
      return [];
  }
}

/** What is sent, or what keeps it from being sent. The engine has the last word. */
export function readForm(form: CredentialForm): CredentialDraft | readonly FormProblem[] {
  const missing = missingIn(form);
  const { id, name, kind, origins, policies, account, headerName, place, reference, hasCode } = form;
  const draft = CredentialDraft.safeParse({
    id,
    name,
    kind,
    origins,
    policies,
    account,
    headerName: kind === 'header' ? headerName.trim() : null,
    source:
      place === 'airlock'
        ? { kind: 'airlock' }
        : { kind: 'command', command: place, reference: reference.trim() },
    hasCode: place !== 'airlock' && hasCode,
    secrets: draftSecrets(form),
  });
  if (draft.success && missing.length === 0) return draft.data;
  const told = new Set(missing.map(({ field }) => field));
  const refused = (draft.error?.issues ?? []).map(({ path, message }): FormProblem => {
    const field = fieldAt(path);
    return { field, message: `${FIELD_WORDS[field ?? 'name']} ${message}.` };
  });
  return [...missing, ...refused.filter(({ field }) => !told.has(field))];
}

const FIELD_WORDS: Readonly<Record<FormField, string>> = {
  name: 'The name',
  origins: 'A site',
  account: 'The user name',
  headerName: 'The header',
  reference: 'The entry',
  password: 'The password',
  seed: 'The seed',
  header: 'The value',
  secret: 'The secret',
  unlock: 'The password of the database',
};

function draftSecrets({ secrets, ...form }: CredentialForm): Record<string, string | null> {
  const entries = secretsOf(form).flatMap((name): [string, string | null][] => {
    const input = secrets[name];
    if (input.kind === 'removed') return [[name, null]];
    return input.kind === 'typed' && input.text !== '' ? [[name, input.text]] : [];
  });
  return Object.fromEntries(entries);
}

function missingIn(form: CredentialForm): readonly FormProblem[] {
  const { name, origins, place, reference, kind, headerName, secrets } = form;
  const isMissing = (secret: SecretName): boolean => {
    const input = secrets[secret];
    return secret !== 'seed' && input.kind === 'typed' && input.text === '';
  };
  return [
    ...(name.trim() === '' ? [{ field: 'name', message: 'Give it a name.' } as const] : []),
    ...(origins.length === 0 ? [{ field: 'origins', message: 'Name a site that it is for.' } as const] : []),
    ...(kind === 'header' && headerName.trim() === ''
      ? [{ field: 'headerName', message: 'Name the header.' } as const]
      : []),
    ...(place !== 'airlock' && reference.trim() === ''
      ? [{ field: 'reference', message: 'Say which entry it is there.' } as const]
      : []),
    ...secretsOf(form)
      .filter(isMissing)
      .map((field) => ({ field, message: `${FIELD_WORDS[field]} is missing.` })),
  ];
}

function fieldAt([first, second]: readonly PropertyKey[]): FormField | null {
  const name = first === 'secrets' ? second : first === 'source' ? 'reference' : first;
  return typeof name === 'string' && Object.hasOwn(FIELD_WORDS, name) ? (name as FormField) : null;
}

export const KIND_NAMES: Readonly<Record<CredentialKind, string>> = {
  login: 'Login',
  passkey: 'Passkey',
  session: 'Signed-in session',
  header: 'Header token',
  secret: 'Free secret',
};

export const PLACE_NAMES: Readonly<Record<Place, string>> = {
  airlock: 'Airlock',
  op: '1Password',
  bw: 'Bitwarden',
  pass: 'pass',
  'keepassxc-cli': 'KeePassXC',
};
