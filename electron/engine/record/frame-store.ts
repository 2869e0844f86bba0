import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeDurably } from '../base/durable-file';
import { exists } from '../base/exists';
import { sha256Hex } from '../base/hashing';
import { withoutFailing } from '../base/may-fail';

const SHA256 = /^[0-9a-f]{64}$/;

/** The screenshots of one session, named by the SHA-256 of their bytes, so an unchanged screen is stored once. */
export class FrameStore {
  readonly #known = new Set<string>();

  private constructor(private readonly folder: string) {}

  static async open(sessionFolder: string): Promise<FrameStore> {
    const folder = path.join(sessionFolder, 'frames');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new FrameStore(folder);
  }

  /** Stores a PNG durably and answers its name. Must be on disk before a line that names it. */
  async save(png: Uint8Array): Promise<string> {
    const name = sha256Hex(png);
    if (this.#known.has(name)) return name;
    const file = path.join(this.folder, `${name}.png`);
    if (!(await exists(file))) await writeDurably(file, png);
    this.#known.add(name);
    return name;
  }
}

/** A stored frame's bytes, or null when the name is no frame's or there is none. `name` may come from anywhere. */
export async function readFrame(sessionFolder: string, name: string): Promise<Buffer | null> {
  if (!SHA256.test(name)) return null;
  const file = readFile(path.join(sessionFolder, 'frames', `${name}.png`));
  return withoutFailing(file, null, 'a frame that can not be read is none');
}
