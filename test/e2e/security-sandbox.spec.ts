import { expect, test } from '@playwright/test';
import { NormalUserConsole, sandboxObstacle } from './normal-user';

const obstacle = sandboxObstacle();
const note = obstacle === null ? '' : ` (not possible here: ${obstacle})`;

test.describe('started by a normal user', () => {
  test.skip(obstacle !== null, obstacle ?? '');

  test(`each renderer is in the system’s sandbox and nobody switched it off${note}`, async () => {
    const airlock = await NormalUserConsole.start();
    try {
      const renderers = () =>
        airlock
          .processes()
          .filter(({ type }) => type === 'renderer')
          .map(({ status: { Seccomp, NoNewPrivs, CapEff } }) => ({ Seccomp, NoNewPrivs, CapEff }));
      await expect
        .poll(renderers, { timeout: 20_000 })
        .toEqual([{ Seccomp: '2', NoNewPrivs: '1', CapEff: '0000000000000000' }]);
      const processes = airlock.processes();
      expect(processes.length).toBeGreaterThan(3);
      expect(processes.filter(({ command }) => /--no-sandbox|--disable-\S*sandbox/.test(command))).toEqual(
        [],
      );
      expect(processes.filter(({ status }) => status.Uid?.startsWith('0\t'))).toEqual([]);
    } finally {
      await airlock.close();
    }
  });
});
