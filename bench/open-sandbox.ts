import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../electron/engine/base/clock';
import { consoleLog } from '../electron/engine/base/log';
import { EgressBroker } from '../electron/engine/egress/egress-broker';
import { createPracticeSite, PRACTICE_HOST } from '../electron/engine/practice/practice-site';
import { connectDocker, type Docker } from '../electron/engine/sandbox/docker';
import { Sandbox, type SandboxUse } from '../electron/engine/sandbox/sandbox';
import { findSandboxImage } from '../electron/engine/sandbox/sandbox-image';
import type { Redaction } from '../shared/domain/policy';
import { SUPERVISED } from '../shared/domain/policy-presets';

const ASSETS = path.resolve(import.meta.dirname, '../assets');
/** What the figures of a picture are without any masks. */
export const NOTHING_MASKED: Redaction = { ...SUPERVISED.redaction, fields: [] };
export const DISPLAY = { width: 1280, height: 800 } as const;

export async function sandboxImage(): Promise<{ docker: Docker; tag: string }> {
  const { docker } = await connectDocker();
  const image = await findSandboxImage(docker, path.join(ASSETS, 'sandbox-image'));
  if (image.kind === 'missing')
    throw new Error(`The sandbox image ${image.tag} is not there: run npm run setup first.`);
  return { docker, tag: image.tag };
}

/** What a session gives its sandbox: the practice site, and nothing else to reach. */
export function practiceUse(): { readonly use: SandboxUse; close(): void } {
  const site = createPracticeSite({ folder: path.join(ASSETS, 'practice-site'), now: Date.now });
  const broker = new EgressBroker({
    clock: systemClock,
    policy: { ...SUPERVISED, allowed_hosts: [`${PRACTICE_HOST}:80`] },
    services: new Map([[PRACTICE_HOST, site.handle]]),
    onDecided: async () => undefined,
  });
  const network: SandboxUse['network'] = {
    attach: (stream) => broker.attach(stream),
    guard: (browser) =>
      browser.requests.guard({ judge: () => ({ isAllowed: true }), onRefused: () => undefined }),
  };
  const startUrl = `http://${PRACTICE_HOST}/exports`;
  return {
    use: { network, startUrl, pictures: { redaction: NOTHING_MASKED, area: null } },
    close: () => broker.dispose(),
  };
}

/** A sandbox as a session would get it, on the practice site unless told. `image` may be made from the sandbox image. */
export async function openSandbox(
  docker: Docker,
  image: string,
  use: SandboxUse = practiceUse().use,
): Promise<Sandbox> {
  const sandbox = await Sandbox.create(
    { docker, clock: systemClock, log: consoleLog },
    {
      sandboxId: `bench-${randomBytes(4).toString('hex')}`,
      owner: 'bench',
      version: 'bench',
      image,
      display: DISPLAY,
      seccompProfile: await readFile(path.join(ASSETS, 'sandbox-image', 'seccomp.json'), 'utf8'),
    },
    new AbortController().signal,
  );
  await sandbox.begin(use);
  await sandbox.browser.painted();
  return sandbox;
}
