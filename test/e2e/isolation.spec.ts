import { expect, test } from './console-app';
import { recordOf } from './record-of';

const DOWNLOAD_ALL = 'Download all, next to Delete all';
/** The suite runs a second time on an engine with gVisor, and a run must take it there by itself. */
const UNDER = process.env.AIRLOCK_EXPECT_ISOLATION === 'gvisor' ? 'gvisor' : 'runc';
const NAME = { gvisor: 'gVisor', runc: 'runc' }[UNDER];

test(`a run shows and records the isolation it has: ${NAME}`, async ({ airlock }) => {
  const { window, approval } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL);
  await expect(approval).toBeVisible({ timeout: 60_000 });
  await expect(window.getByTitle(/^Isolation: /)).toHaveText(NAME);
  const { find } = await recordOf(airlock.sessionsFolder);
  expect(find('sandbox-ready')[0]?.detail.isolation).toBe(UNDER);
  expect(find('leak-test')[0]?.detail.passed).toBe(true);
});

test('a run whose policy needs an isolation that is not there does not start, and says how to register it', async ({
  airlock,
}) => {
  const { window } = airlock;
  await airlock.startPractice(DOWNLOAD_ALL, async (form) => {
    await form.getByText(/^Advanced: /).click();
    await form.getByLabel('Isolation').selectOption('kata');
  });
  await expect(window.getByText(/offers no Kata Containers runtime/)).toBeVisible();
  await expect(window.getByText(/daemon\.json/)).toBeVisible();
});
