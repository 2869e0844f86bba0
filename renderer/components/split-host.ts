/** Second-level labels under which names are registered one level deeper. A short list: when in doubt more is shown. */
const SHARED_SECOND_LEVELS = new Set([
  'ac',
  'co',
  'com',
  'edu',
  'gov',
  'ltd',
  'net',
  'ne',
  'or',
  'org',
  'plc',
]);

export type SplitHost = {
  readonly subdomain: string;
  /** The part that somebody had to register: what decides whose site it is. */
  readonly registrable: string;
  readonly isInternational: boolean;
};

/** Cuts a host where its owner's name begins, so that `paypal.com.evil.example` is read as `evil.example`. */
export function splitHost(host: string): SplitHost {
  const labels = host.split('.');
  const isInternational = labels.some((label) => label.startsWith('xn--'));
  const isAddress = /^[\d.]+$/.test(host) || host.includes(':');
  if (labels.length <= 2 || isAddress) return { subdomain: '', registrable: host, isInternational };
  const [second, top] = [labels.at(-2) ?? '', labels.at(-1) ?? ''];
  const depth = top.length === 2 && SHARED_SECOND_LEVELS.has(second) ? 3 : 2;
  const registrable = labels.slice(-depth).join('.');
  return { subdomain: host.slice(0, host.length - registrable.length), registrable, isInternational };
}
