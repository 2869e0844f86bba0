import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const AUTHORITY = 'ca';

/**
 * An authority, a server certificate for 127.0.0.1 and a client certificate, valid for a day. The folder has the names
 * that Docker's client wants under DOCKER_CERT_PATH (`ca.pem`, `cert.pem`, `key.pem`) beside the server's.
 */
export async function makeCertificates(parent: string): Promise<string> {
  const folder = path.join(parent, 'certificates');
  await mkdir(folder, { mode: 0o700 });
  const at = (name: string) => path.join(folder, `${name}.pem`);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const ca = ['-x509', '-days', '1', '-subj', '/CN=Airlock test authority'];
  await run('openssl', ['req', ...newKey, ...ca, '-keyout', at('ca-key'), '-out', at(AUTHORITY)]);
  const sign = async (key: string, certificate: string, name: string, extensions: string) => {
    const [request, file] = [at(`${certificate}-request`), at(`${certificate}-extensions`)];
    await writeFile(file, extensions);
    await run('openssl', ['req', ...newKey, '-subj', `/CN=${name}`, '-keyout', at(key), '-out', request]);
    const by = ['-CA', at(AUTHORITY), '-CAkey', at('ca-key'), '-CAcreateserial'];
    await run('openssl', [
      'x509',
      '-req',
      '-in',
      request,
      ...by,
      '-days',
      '1',
      '-extfile',
      file,
      '-out',
      at(certificate),
    ]);
  };
  await sign(
    'server-key',
    'server-cert',
    'engine',
    'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n',
  );
  await sign('key', 'cert', 'console', 'extendedKeyUsage=clientAuth\n');
  return folder;
}

/** A loopback port that nothing listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
