import { registrableHost } from '../../shared/reach/registrable-host';

export type SplitHost = {
  readonly subdomain: string;
  /** The part that somebody had to register: what decides whose site it is. */
  readonly registrable: string;
  readonly isInternational: boolean;
};

/** Cuts a host where its owner's name begins, so that `paypal.com.evil.example` is read as `evil.example`. */
export function splitHost(host: string): SplitHost {
  const isInternational = host.split('.').some((label) => label.startsWith('xn--'));
  const registrable = registrableHost(host) ?? host;
  // What is shown is what was given, to the last character.
  if (!host.endsWith(registrable)) return { subdomain: '', registrable: host, isInternational };
  return { subdomain: host.slice(0, host.length - registrable.length), registrable, isInternational };
}
