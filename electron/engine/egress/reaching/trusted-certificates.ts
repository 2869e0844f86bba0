import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import tls from 'node:tls';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the systems keep theirs, as PEM: Debian, Red Hat, SUSE, Alpine and BSD. The first that is there is the one. */
const SYSTEM_FILES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * Who may vouch for a server that the console asks: those that come with Node, those of the system, and those that the
 * environment names (`SSL_CERT_FILE`, in place of the system's; `NODE_EXTRA_CA_CERTS`, beside it). Each as PEM. Without the
 * system's own a service within a company could not be asked. `warn` is told of a named file that can't be read.
 */
export async function trustedCertificates(
  environment: Environment,
  warn: (what: string) => void,
): Promise<readonly string[]> {
  const { SSL_CERT_FILE, NODE_EXTRA_CA_CERTS } = environment;
  const [named, extra] = await Promise.all([
    readNamed(SSL_CERT_FILE, 'SSL_CERT_FILE', warn),
    readNamed(NODE_EXTRA_CA_CERTS, 'NODE_EXTRA_CA_CERTS', warn),
  ]);
  const system = named ?? (await systemCertificates());
  return [...new Set([...tls.rootCertificates, ...system, ...(extra ?? [])])];
}

/** Node 22.15 and later ask the system itself; before that its file is read, where it has one. */
async function systemCertificates(): Promise<readonly string[]> {
  const { getCACertificates } = tls as { getCACertificates?: (kind: 'system') => readonly string[] };
  const told = getCACertificates?.('system') ?? [];
  if (told.length > 0) return told;
  for (const file of SYSTEM_FILES) {
    const found = await readCertificates(file);
    if (found !== null) return found;
  }
  return [];
}

/** Null where none is named, and where it can't be read. */
async function readNamed(
  file: string | undefined,
  variable: string,
  warn: (what: string) => void,
): Promise<readonly string[] | null> {
  if (file === undefined || file === '') return null;
  const found = await readCertificates(file);
  if (found === null) warn(`the certificates that ${variable} names could not be read`);
  return found;
}

async function readCertificates(file: string): Promise<readonly string[] | null> {
  try {
    const found = (await readFile(file, 'latin1')).match(PEM) ?? [];
    return found.filter(isCertificate);
  } catch {
    return null;
  }
}

/** One that is none would spoil all the others. */
function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
