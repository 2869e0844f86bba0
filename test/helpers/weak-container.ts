import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createId } from '../../electron/engine/base/ids';
import { containerSpec } from '../../electron/engine/sandbox/container-spec';
import { connectDocker } from '../../electron/engine/sandbox/docker';
import { findSandboxImage } from '../../electron/engine/sandbox/sandbox-image';
import { IMAGE_FOLDER } from './make-sandbox';

type Spec = ReturnType<typeof containerSpec>;
type HostConfig = NonNullable<Spec['HostConfig']> & { CgroupnsMode?: string };

/** What is changed in a sandbox's container, to see that it is noticed. */
export type Weakness = { readonly host?: Partial<HostConfig>; readonly spec?: Partial<Spec> };

/** A container like a sandbox's, without its desktop, weakened on purpose. Dispose it. */
export async function startWeakContainer({ host = {}, spec = {} }: Weakness) {
  const { docker } = await connectDocker();
  const image = await findSandboxImage(docker, IMAGE_FOLDER);
  const sandboxId = `weak-${createId()}`;
  const sound = containerSpec({
    sandboxId,
    owner: sandboxId,
    version: '0.0.0',
    image: image.tag,
    display: { width: 1280, height: 800 },
    seccompProfile: await readFile(path.join(IMAGE_FOLDER, 'seccomp.json'), 'utf8'),
  });
  const container = await docker.createContainer({
    ...sound,
    Entrypoint: ['sleep', '300'],
    ...spec,
    HostConfig: { ...sound.HostConfig, ...host },
  });
  const dispose = () => container.remove({ force: true, v: true });
  try {
    await container.start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return { docker, id: container.id, dispose };
}
