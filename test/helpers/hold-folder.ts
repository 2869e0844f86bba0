import { systemClock } from '../../electron/engine/base/clock';
import { DataFolderLock } from '../../electron/engine/console/data-folder-lock';

/** Takes a data folder when it is told to (a line on stdin), says what came of it, and stays until it is ended. */
async function main([dataFolder = '']: readonly string[]): Promise<void> {
  process.stdout.write('ready\n');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  const said = await DataFolderLock.take(dataFolder, 'grace', systemClock).then(
    () => 'held',
    (error: Error) => error.message,
  );
  process.stdout.write(`${said}\n`);
}

await main(process.argv.slice(2));
