import { AirlockError } from '../../../shared/airlock-error';
import { Emitter } from '../base/emitter';
import type { ContainerHost } from '../hosts/container-host';
import { buildSandboxImage, pullBase } from '../sandbox/sandbox-image';

export type ImageProgress = { readonly line: string; readonly state: 'building' | 'done' | 'failed' };

const BASE_IMAGE = 'debian:bookworm-slim';
const BASE_IDLE_LIMIT_MS = 20_000;

/** Builds the sandbox image on a host. One build at a time: a second call joins the first. */
export class ImageBuild {
  readonly progress = new Emitter<ImageProgress>();
  #running: Promise<void> | null = null;

  constructor(private readonly imageFolder: string) {}

  /** Rejects with `image-missing`, `disk-full` or `engine-unreachable`, which `progress` has said before. */
  on(host: ContainerHost): Promise<void> {
    this.#running ??= this.#build(host).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #build(host: ContainerHost): Promise<void> {
    const onProgress = (line: string) => this.progress.emit({ line, state: 'building' });
    const { docker } = host.identity.engine;
    try {
      const pulled = await pullBase(docker, BASE_IMAGE, { idleLimitMs: BASE_IDLE_LIMIT_MS, onProgress });
      if (pulled.kind === 'unavailable') {
        throw new AirlockError(
          'image-missing',
          `${BASE_IMAGE} could not be pulled: ${pulled.reason}. Run npm run setup, which can do without a registry.`,
        );
      }
      await buildSandboxImage(docker, { folder: this.imageFolder, base: BASE_IMAGE, onProgress });
      await host.check();
      this.progress.emit({ line: 'The sandbox image is ready.', state: 'done' });
    } catch (error) {
      const line = error instanceof AirlockError ? error.message : 'The image could not be built.';
      this.progress.emit({ line, state: 'failed' });
      throw error;
    }
  }
}
