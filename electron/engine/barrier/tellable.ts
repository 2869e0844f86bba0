import type { Change } from '../../../shared/domain/change';
import type { Credentials } from '../vault/credentials';

/** A change as it may be shown and kept: no secret of the vault stands in it, under whatever name a page has put it. */
export function withoutSecrets(change: Change, credentials: Pick<Credentials, 'foundIn'>): Change {
  const isSecret = (...texts: readonly string[]) => texts.some((text) => credentials.foundIn(text) !== null);
  if (!isSecret(JSON.stringify(change))) return change;
  const { fields, files } = change;
  return {
    ...withoutTraces(change),
    fields: fields
      .filter(({ name }) => !isSecret(name))
      .map((field) => (isSecret(field.value) ? { ...field, value: '', isSecret: true } : field)),
    files: files.filter(({ name, type }) => !isSecret(name, type)),
  };
}

/** Of what the operator sends by hand only its kind is kept: what they type is theirs. */
export function withoutTraces(change: Change): Change {
  const { host } = change;
  return {
    ...change,
    url: `https://${host}/`.replace(/:443\/$/, '/'),
    path: '/',
    operation: null,
    does: 'change something',
    fields: [],
    files: [],
  };
}
