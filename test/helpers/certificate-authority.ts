import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createId } from '../../electron/engine/base/ids';
import type { Docker } from '../../electron/engine/sandbox/docker';
import { execIn } from './make-sandbox';
import type { Credentials } from './secure-site';
import { tempFolder } from './temp-folder';

const run = promisify(execFile);
const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const DAY_MS = 24 * 3600 * 1000;

/** Somebody who signs certificates; `trustedBy` makes an image whose browser believes them. */
export class CertificateAuthority {
  private constructor(private readonly own: Credentials) {}

  static async create(): Promise<CertificateAuthority> {
    const folder = await tempFolder();
    const inFolder = (name: string) => path.join(folder, name);
    const subject = ['-subj', '/CN=Test authority', '-addext', 'keyUsage=critical,keyCertSign'];
    const out = ['-keyout', inFolder('ca-key.pem'), '-out', inFolder('ca.pem')];
    await run('openssl', ['req', '-x509', '-days', '30', ...CURVE, ...subject, ...out]);
    const cert = await readFile(inFolder('ca.pem'), 'utf8');
    return new CertificateAuthority({ key: await readFile(inFolder('ca-key.pem'), 'utf8'), cert });
  }

  /** Its own, as PEM: who believes this one believes all that it signs. */
  get certificate(): string {
    return this.own.cert;
  }

  /** A certificate for a name, valid for 30 days from `fromDays` from now. */
  async issue(name: string, fromDays = -1): Promise<Credentials> {
    const folder = await tempFolder();
    const inFolder = (file: string) => path.join(folder, file);
    const config = `[ca]\ndefault_ca = own\n[own]\ndatabase = ${inFolder('index')}\nnew_certs_dir = ${folder}
rand_serial = yes\ndefault_md = sha256\npolicy = any\nunique_subject = no\n[any]\ncommonName = supplied\n`;
    const extensions = `subjectAltName=DNS:${name}\nextendedKeyUsage=serverAuth\n`;
    await writeFile(inFolder('ca.pem'), this.own.cert);
    await writeFile(inFolder('ca-key.pem'), this.own.key);
    await writeFile(inFolder('index'), '');
    await writeFile(inFolder('config'), config);
    await writeFile(inFolder('extensions'), extensions);
    const [key, request, cert] = [inFolder('key.pem'), inFolder('request.pem'), inFolder('cert.pem')];
    await run('openssl', ['req', '-new', ...CURVE, '-subj', `/CN=${name}`, '-keyout', key, '-out', request]);
    const from = Date.now() + fromDays * DAY_MS;
    const dates = ['-startdate', asn1Time(from), '-enddate', asn1Time(from + 30 * DAY_MS)];
    const signer = ['-cert', inFolder('ca.pem'), '-keyfile', inFolder('ca-key.pem')];
    const files = [
      '-config',
      inFolder('config'),
      '-extfile',
      inFolder('extensions'),
      '-in',
      request,
      '-out',
      cert,
    ];
    await run('openssl', ['ca', '-batch', '-notext', ...signer, ...dates, ...files]);
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  }

  /** A copy of a sandbox image whose browser trusts this one. Remove it. */
  async trustedBy(docker: Docker, image: string): Promise<string> {
    const der = this.own.cert.replace(/-----[^-]+-----|\s/g, '');
    const policy = JSON.stringify({ CACertificates: [der] });
    const { Config } = await docker.getImage(image).inspect();
    // The image's own program ends by itself when nobody holds its lease: that may be before the file is written.
    const container = await docker.createContainer({
      Image: image,
      Entrypoint: ['/bin/sleep', '600'],
      Cmd: [],
      HostConfig: { NetworkMode: 'none' },
    });
    try {
      await container.start();
      const write = `printf %s '${policy}' > /etc/chromium/policies/managed/test-authority.json`;
      await execIn(docker, container.id, ['/bin/sh', '-c', write], '0');
      const tag = createId();
      const own = [
        `ENTRYPOINT ${JSON.stringify(Config.Entrypoint ?? [])}`,
        `CMD ${JSON.stringify(Config.Cmd ?? [])}`,
      ];
      await container.commit({ repo: 'airlock/sandbox-test', tag, changes: own.join('\n') });
      return `airlock/sandbox-test:${tag}`;
    } finally {
      await container.remove({ force: true });
    }
  }
}

/** YYMMDDHHMMSSZ */
function asn1Time(ms: number): string {
  return `${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`;
}
