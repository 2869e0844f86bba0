import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { PracticeModel } from '../../electron/engine/practice/messages-server';
import { forwardRequest } from './forward-request';
import { findSecret } from './secret-sweep';

/** Where a console may leave a secret behind, or hand it to somebody. */
export const PLACES = [
  'files of the console',
  'requests to the model',
  'calls and events of the window',
  'log',
  'container as its engine shows it',
  'processes of the machine',
  'files of the sandbox',
] as const;
export type Place = (typeof PLACES)[number];

/** What was seen in each place, kept as it comes. */
export class Everywhere {
  readonly #seen = new Map<Place, Buffer[]>();

  note(place: Place, bytes: Buffer | string): void {
    const seen = this.#seen.get(place) ?? [];
    seen.push(Buffer.from(bytes));
    this.#seen.set(place, seen);
  }

  /** How many bytes were seen in a place. */
  sizeOf(place: Place): number {
    return (this.#seen.get(place) ?? []).reduce((sum, { length }) => sum + length, 0);
  }

  /** Where a secret was seen, and in which spelling; empty when it was nowhere. */
  find(secret: string): readonly { readonly place: Place; readonly spelling: string }[] {
    return [...this.#seen].flatMap(([place, seen]) =>
      findSecret(secret, Buffer.concat(seen)).map((spelling) => ({ place, spelling })),
    );
  }
}

/** Every byte of every file below a folder. */
export async function bytesIn(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  // What is written beside its place and then moved there may be gone by now.
  const read = (file: string) => readFile(file).catch(() => Buffer.alloc(0));
  return Buffer.concat(await Promise.all(files.map(read)));
}

/** Command lines and environments of all processes at this moment, those in containers among them. */
export function processesNow(): Buffer {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const read = (file: string) => {
    try {
      return readFileSync(file);
    } catch {
      return Buffer.alloc(0);
    }
  };
  return Buffer.concat(ids.flatMap((id) => [read(`/proc/${id}/cmdline`), read(`/proc/${id}/environ`)]));
}

/** Stands before a model's server and hands on what it is asked, every byte of which `note` gets. */
export async function overheard(model: PracticeModel, note: (bytes: Buffer) => void): Promise<PracticeModel> {
  const server = createServer((incoming, outgoing) => {
    note(Buffer.from(`${incoming.method} ${incoming.url} ${incoming.rawHeaders.join('\n')}`));
    incoming.on('data', note);
    forwardRequest(incoming, outgoing, model.baseUrl);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await model.close();
  };
  onTestFinished(close);
  return { ...model, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
