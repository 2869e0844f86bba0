import type { Credentials } from '../vault/credentials';
import type { Tripwire } from './tripwire';

/**
 * The vault's entries, with planted ones among the secrets that an agent must not know: they stop it as those do. All
 * else is the vault's own.
 */
export function watchedCredentials(real: Credentials, wire: Pick<Tripwire, 'finds'>): Credentials {
  const watched: Pick<Credentials, 'byName' | 'foundIn'> = {
    byName: (name) => (wire.finds(name, 'agent', null) ? null : real.byName(name)),
    foundIn: (text) =>
      real.foundIn(text) ?? (wire.finds(text, 'agent', null) ? 'planted by the console' : null),
  };
  return new Proxy(real, {
    get(target, name) {
      const value: unknown = Reflect.get(name in watched ? watched : target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
