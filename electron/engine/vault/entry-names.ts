import { AirlockError } from '../../../shared/airlock-error';
import { CredentialName } from '../../../shared/domain/credential';
import { skeleton } from '../../../shared/text/skeleton';
import type { StoredEntry } from './vault-file';

/** Throws `conflict`: a model and an operator must be able to tell two entries apart by their names. */
export function refuseTaken(name: string, others: readonly StoredEntry[]): void {
  const taken = others.find(({ credential }) => skeleton(credential.name) === skeleton(name));
  if (taken === undefined) return;
  throw new AirlockError(
    'conflict',
    `There is an entry “${taken.credential.name}” already. Choose a name that looks different.`,
  );
}

/** The name, with a number where it is taken; it is put among those that are. */
export function freeName(name: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    // A name has 60 UTF-16 units at most, and a letter up to two.
    const candidate = number === 1 ? name : `${Array.from(name).slice(0, 27).join('').trim()} ${number}`;
    if (taken.has(skeleton(candidate))) continue;
    taken.add(skeleton(candidate));
    return CredentialName.parse(candidate);
  }
}
