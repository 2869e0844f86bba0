import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeDurably } from '../base/durable-file';
import { exists } from '../base/exists';
import { sha256Hex } from '../base/hashing';
import { withoutFailing } from '../base/may-fail';

/** A folder of a session's record whose files are named by the SHA-256 of their bytes, so that what comes twice is stored once. */
export type ContentFolder = {
  readonly name: string;
  readonly extension: string;
  /** What its files may end with in records of before. */
  readonly extensionBefore?: string;
};

/** Screenshots: the very bytes that the model got. */
export const FRAMES: ContentFolder = {
  name: 'frames',
  extension: 'webp',
  extensionBefore: 'png',
};

/** Requests to the model without their messages. */
export const HEADS: ContentFolder = { name: 'heads', extension: 'json' };

const SHA256 = /^[0-9a-f]{64}$/;

export class ContentStore {
  readonly #known = new Set<string>();

  private constructor(
    private readonly folder: string,
    private readonly extension: string,
  ) {}

  static async open(sessionFolder: string, { name, extension }: ContentFolder): Promise<ContentStore> {
    const folder = path.join(sessionFolder, name);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new ContentStore(folder, extension);
  }

  /** Stores bytes durably and answers their name. Must be on disk before a line that names them. */
  async save(bytes: Uint8Array | string): Promise<string> {
    const name = sha256Hex(bytes);
    if (this.#known.has(name)) return name;
    const file = path.join(this.folder, `${name}.${this.extension}`);
    if (!(await exists(file))) await writeDurably(file, bytes);
    this.#known.add(name);
    return name;
  }
}

/** What is stored under a name, or null when the name is none or there is nothing. `name` may come from anywhere. */
export async function readContent(
  sessionFolder: string,
  folder: ContentFolder,
  name: string,
): Promise<Buffer | null> {
  if (!SHA256.test(name)) return null;
  for (const extension of [folder.extension, folder.extensionBefore]) {
    if (extension === undefined) continue;
    const file = readFile(path.join(sessionFolder, folder.name, `${name}.${extension}`));
    const bytes = await withoutFailing(file, null, 'what can not be read is not there');
    if (bytes !== null) return bytes;
  }
  return null;
}
