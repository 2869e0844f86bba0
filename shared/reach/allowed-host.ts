import { getPublicSuffix } from 'tldts';
import { z } from 'zod';
import { isSpecialName, parseHostName, toAsciiHost } from './host-name';
import { isNobodys } from './served-host';

/** One entry of `allowed_hosts`. */
export type HostRule = {
  /** Canonical; for a wildcard, what follows `*.`. */
  readonly host: string;
  /** One or more whole labels below `host`, and not `host` itself. */
  readonly includesSubdomains: boolean;
  /** 80 is plain HTTP, always and only; TLS on any other. */
  readonly port: number;
};

export type HostRuleReading =
  | { readonly kind: 'rule'; readonly rule: HostRule }
  | { readonly kind: 'invalid'; readonly reason: string };

export const TLS_PORT = 443;
export const PLAIN_PORT = 80;
const MAX_PORT = 65_535;

/** Ports of other protocols that browsers refuse to speak to (Fetch standard, "bad port"), as far as they are known ones. */
const OTHER_PROTOCOLS: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
]);

function invalid(reason: string): HostRuleReading {
  return { kind: 'invalid', reason };
}

/** Digits only, no sign, no leading zero, 1 to 65535; null for anything else. */
export function parsePort(text: string): number | null {
  if (!/^[1-9][0-9]{0,4}$/.test(text)) return null;
  const port = Number(text);
  return port <= MAX_PORT ? port : null;
}

const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'must not be empty'],
  [/\s/, 'must not contain spaces'],
  [/^[a-z][a-z0-9+.-]*:\/\//i, 'must not have a scheme: write app.example.com'],
  [/[/\\?#]/, 'must not have a path: whole hosts are allowed, not parts of them'],
  [/@/, 'must not have a user name'],
  [/%/, 'must not have percent escapes'],
  [/[[\]]|::|:.*:/, 'must be a name, never an address'],
];

/** In Unicode, but not letter for letter what it becomes in ASCII: another name, or one that looks like it. */
function isAmbiguous(host: string): boolean {
  if (!/^[\p{L}\p{M}\p{N}.-]*$/u.test(host)) return true;
  // Invisible characters, and the letters that the versions of the standard map differently (UTS 46, "deviations").
  if (/\p{Default_Ignorable_Code_Point}|[ßẞς]/u.test(host)) return true;
  if (host.normalize('NFKC').toLowerCase() !== host.normalize('NFC').toLowerCase()) return true;
  const turnsAscii = (char: string) => /^[ -~]+$/.test(char.normalize('NFC').toLowerCase());
  if ([...host].some((char) => char > '\u007f' && turnsAscii(char))) return true;
  return host.split('.').some((label) => {
    const isLatin = /\p{Script=Latin}/u.test(label);
    return (
      isLatin && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(label)
    );
  });
}

/** The name of an entry in ASCII, or what is wrong with it. */
function readName(written: string): { readonly host: string } | { readonly reason: string } {
  let ascii = written;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything beyond ASCII is meant, and ASCII has control characters.
  if (/[^\x00-\x7f]/.test(written)) {
    const converted = isAmbiguous(written) ? null : toAsciiHost(written);
    if (converted === null) return { reason: 'is not clear in Unicode: write its xn-- form' };
    ascii = converted;
  }
  const parsed = parseHostName(ascii);
  if (parsed.kind === 'address') return { reason: 'must be a name, never an address' };
  if (parsed.kind === 'malformed')
    return { reason: `must be one host name such as app.example.com: ${parsed.reason}` };
  return { host: parsed.host };
}

/**
 * Reads one entry: `app.example.com`, `*.example.com`, either with `:PORT`. Anything broader or other than it looks is
 * refused, with a reason that follows on the entry ("… must not have a scheme").
 */
export function parseHostRule(text: string): HostRuleReading {
  const fault = FORBIDDEN.find(([pattern]) => pattern.test(text));
  if (fault) return invalid(fault[1]);
  const colon = text.indexOf(':');
  const port = colon < 0 ? TLS_PORT : parsePort(text.slice(colon + 1));
  if (port === null) return invalid('must have a plain port from 1 to 65535, or none');
  if (OTHER_PROTOCOLS.has(port)) return invalid(`must not have port ${port}: browsers do not speak to it`);

  const written = colon < 0 ? text : text.slice(0, colon);
  const includesSubdomains = written.startsWith('*.');
  const base = includesSubdomains ? written.slice(2) : written;
  if (base.includes('*')) {
    return invalid('can have a wildcard only as a whole first label, as in *.example.com');
  }
  const name = readName(base);
  if ('reason' in name) return invalid(name.reason);
  const { host } = name;
  if (includesSubdomains && getPublicSuffix(host, { allowPrivateDomains: true }) === host) {
    return invalid('is too broad: everybody can have a name below this public suffix');
  }
  if (includesSubdomains ? isSpecialName(host) : isNobodys(host, port)) {
    return invalid('must be a host on the Internet, not a name for this machine or its network');
  }
  return { kind: 'rule', rule: { host, includesSubdomains, port } };
}

/** The one way to write a rule. */
export function formatHostRule({ host, includesSubdomains, port }: HostRule): string {
  return `${includesSubdomains ? '*.' : ''}${host}${port === TLS_PORT ? '' : `:${port}`}`;
}

/** Whether a rule is for this canonical host and this port. */
export function matchesHostRule(rule: HostRule, host: string, port: number): boolean {
  if (rule.port !== port) return false;
  return rule.includesSubdomains ? host.endsWith(`.${rule.host}`) : host === rule.host;
}

/** An entry as the policy writes it; becomes its canonical text. */
export const AllowedHost = z
  .string()
  .max(300)
  .transform((text, context) => {
    const reading = parseHostRule(text);
    if (reading.kind === 'rule') return formatHostRule(reading.rule);
    context.addIssue({ code: 'custom', message: reading.reason });
    return z.NEVER;
  });

/** All entries; none may stand there twice, however it is spelt. */
export const AllowedHosts = z
  .array(AllowedHost)
  .max(200)
  .superRefine((hosts, context) => {
    for (const [index, host] of hosts.entries()) {
      if (hosts.indexOf(host) !== index) {
        context.addIssue({ code: 'custom', path: [index], message: `is there twice: ${host}` });
      }
    }
  })
  .readonly();
