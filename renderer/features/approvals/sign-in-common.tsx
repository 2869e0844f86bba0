import type { SignInUse } from '../../../shared/domain/sign-in';
import { UntrustedText } from '../../components/untrusted-text';
import { Fact } from './approval-facts';

/** Which entry of the vault it is, and whose. */
export function CredentialFact({ use: { entry, account } }: { readonly use: SignInUse }) {
  return (
    <Fact name="Credential">
      <UntrustedText text={entry} />
      {account !== '' && (
        <span className="faint">
          {' '}
          (<UntrustedText text={account} />)
        </span>
      )}
    </Fact>
  );
}

export function UsesFact({ use: { uses } }: { readonly use: SignInUse }) {
  return <Fact name="Used here">{usesWords(uses)}</Fact>;
}

function usesWords(uses: number): string {
  if (uses === 0) return 'not yet in this run';
  return uses === 1 ? 'once in this run' : `${uses} times in this run`;
}
