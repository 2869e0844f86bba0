import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AirlockError } from '../../../shared/airlock-error';
import { writeDurably } from './durable-file';
import type { Log } from './log';
import { SerialQueue } from './serial-queue';

export type SettingsShape<T> = {
  /** The file's name in the data folder. */
  readonly file: string;
  /** What it holds, in words for messages: "engine settings". */
  readonly what: string;
  readonly usual: T;
  /** Throws on anything that is not a whole T. */
  readonly parse: (value: unknown) => T;
};

/** The operator's choices about one thing, in one JSON file of the data folder. */
export class SettingsFile<T> {
  readonly #writes = new SerialQueue();

  private constructor(
    private readonly file: string,
    private readonly shape: SettingsShape<T>,
    private current: T,
    private known: boolean,
  ) {}

  /** A file that can't be read counts as none, with a warning: settings must not be guessed from half of it. */
  static async open<T>(dataFolder: string, shape: SettingsShape<T>, log: Log): Promise<SettingsFile<T>> {
    const file = path.join(dataFolder, shape.file);
    let settings = shape.usual;
    let isKnown = true;
    try {
      settings = shape.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (error) {
      const isNew = (error as NodeJS.ErrnoException).code === 'ENOENT';
      isKnown = isNew;
      if (!isNew) log.warn(`the ${shape.what} in ${file} can't be read; the usual ones are used`);
    }
    return new SettingsFile(file, shape, settings, isKnown);
  }

  get settings(): T {
    return this.current;
  }

  /** False while there is a file that can't be read: what the operator chose is not known then. */
  get isKnown(): boolean {
    return this.known;
  }

  /** On disk when it answers. Rejects with `disk-full`. */
  async save(settings: T): Promise<void> {
    await this.#writes.run(async () => {
      await writeDurably(this.file, `${JSON.stringify(settings, null, 2)}\n`).catch((error) => {
        throw new AirlockError('disk-full', `The ${this.shape.what} could not be written (${this.file}).`, {
          cause: error,
        });
      });
      this.current = settings;
      this.known = true;
    });
  }
}
