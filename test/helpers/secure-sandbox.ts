import type { IncomingMessage, ServerResponse } from 'node:http';
import { connectDocker } from '../../electron/engine/sandbox/docker';
import { findSandboxImage } from '../../electron/engine/sandbox/sandbox-image';
import { CertificateAuthority } from './certificate-authority';
import { IMAGE_FOLDER, makeSandbox } from './make-sandbox';
import { openSecureSite, type SecureSite } from './secure-site';
import type { TestSite } from './test-site';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;
/** A site over TLS, at a host and a port that is 443 unless given as `host:port`. */
type Served = {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly site: SecureSite;
};

/** A real sandbox whose browser trusts the certificates of these sites. `plain`: served without TLS. Dispose it. */
export async function makeSecureSandbox(
  secure: Readonly<Record<string, Handle>>,
  plain: Readonly<Record<string, TestSite>> = {},
) {
  const { docker } = await connectDocker();
  const authority = await CertificateAuthority.create();
  const image = await authority.trustedBy(docker, (await findSandboxImage(docker, IMAGE_FOLDER)).tag);
  const served: Served[] = [];
  for (const [place, handle] of Object.entries(secure)) {
    const [host = '', port = '443'] = place.split(':');
    const site = await openSecureSite(host, handle, await authority.issue(host));
    const known = served.find((one) => one.host === host)?.address;
    served.push({ host, port: Number(port), address: known ?? `93.184.216.${served.length + 40}`, site });
  }
  const made = await makeSandbox({
    furtherHosts: served.map(({ host, port }) => (port === 443 ? host : `${host}:${port}`)),
    resolve: async (host) => served.flatMap((one) => (one.host === host ? [one.address] : [])).slice(0, 1),
    dial: (address, port) => {
      const found = served.find((one) => one.address === address && one.port === port);
      if (found === undefined) throw new Error(`nobody is at ${address}:${port}`);
      return found.site.dial();
    },
    hosts: Object.keys(plain),
    services: plain,
    image,
  });
  const { browser } = made.sandbox;
  return {
    made,
    browser,
    /** Opens an address and answers when the page of that path has drawn itself. */
    open: async (site: TestSite, url: string) => {
      const page = new URL(url).pathname;
      site.clear();
      await browser.open(url);
      await site.until(
        () => site.events.some((event) => event.type === 'ready' && event.page === page),
        15_000,
      );
    },
    dispose: async () => {
      await made.dispose();
      for (const { site } of served) await site.close();
      await docker.getImage(image).remove({ force: true });
    },
  };
}
