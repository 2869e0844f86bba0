import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AirlockError } from '../../../shared/airlock-error';
import { EngineSettings, USUAL_ENGINE_SETTINGS } from '../../../shared/domain/engines';
import { writeDurably } from '../base/durable-file';
import type { Log } from '../base/log';
import { SerialQueue } from '../base/serial-queue';

const FILE = 'engines.json';

/** The operator's choices about engines, in one file of the data folder. */
export class EngineSettingsFile {
  readonly #writes = new SerialQueue();

  private constructor(
    private readonly file: string,
    private current: EngineSettings,
  ) {}

  /** A file that can't be read counts as none, with a warning: engines must not be guessed from half of it. */
  static async open(dataFolder: string, log: Log): Promise<EngineSettingsFile> {
    const file = path.join(dataFolder, FILE);
    let settings = USUAL_ENGINE_SETTINGS;
    try {
      settings = EngineSettings.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (error) {
      const isNew = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!isNew) log.warn(`the engine settings in ${file} can't be read; the usual ones are used`);
    }
    return new EngineSettingsFile(file, settings);
  }

  get settings(): EngineSettings {
    return this.current;
  }

  /** On disk when it answers. */
  async save(settings: EngineSettings): Promise<void> {
    await this.#writes.run(async () => {
      await writeDurably(this.file, `${JSON.stringify(settings, null, 2)}\n`).catch((error) => {
        throw new AirlockError('disk-full', `The engine settings could not be written (${this.file}).`, {
          cause: error,
        });
      });
      this.current = settings;
    });
  }
}
