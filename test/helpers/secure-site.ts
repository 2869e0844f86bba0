import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { tempFolder } from './temp-folder';

const run = promisify(execFile);

/** A site over TLS on a loopback port, with a certificate that nobody has signed. Close it. */
export async function openSecureSite(
  host: string,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly port: number; readonly certificate: string; dial(): Socket; close(): Promise<void> }> {
  const folder = await tempFolder();
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name)) as [string, string];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const name = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  await run('openssl', ['req', '-x509', '-days', '1', ...curve, ...name, '-keyout', key, '-out', cert]);
  const certificate = await readFile(cert, 'utf8');
  const server = createServer({ key: await readFile(key), cert: certificate }, handle);
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
