import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate with its key, as PEM. */
export type Credentials = { readonly key: string; readonly cert: string };

export type SecureSite = {
  readonly port: number;
  readonly certificate: string;
  dial(): Socket;
  close(): Promise<void>;
};

/** A site over TLS on a loopback port, with a certificate that nobody has signed unless another is given. Close it. */
export async function openSecureSite(
  host: string,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  given: Credentials | null = null,
): Promise<SecureSite> {
  const { key, cert: certificate } = given ?? (await signItself(host));
  const server = createServer({ key, cert: certificate }, handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    certificate,
    dial: () => connect({ host: '127.0.0.1', port, allowHalfOpen: true }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function signItself(host: string): Promise<Credentials> {
  const folder = await mkdtemp(path.join(tmpdir(), 'airlock-certificate-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name)) as [string, string];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const name = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  await run('openssl', ['req', '-x509', '-days', '1', ...curve, ...name, '-keyout', key, '-out', cert]);
  const made = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  await rm(folder, { recursive: true });
  return made;
}
