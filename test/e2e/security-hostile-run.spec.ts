import { execFileSync } from 'node:child_process';
import { createPracticeModel, type PracticeModel } from '../../electron/engine/practice/messages-server';
import { NO_WISHES } from '../../shared/domain/model-wishes';
import { LOCKED_DOWN } from '../../shared/domain/policy-presets';
import type { SessionSettings } from '../../shared/domain/session';
import { escapeHidden } from '../../shared/text/visible-text';
import { isActBegun } from '../helpers/acts';
import { finish, reply } from '../helpers/make-loop';
import { ConsoleApp, expect, modelAt, test } from './console-app';
import { HOSTILE_TEXTS } from './hostile-text';
import { recordOf } from './record-of';

const EVERYTHING = HOSTILE_TEXTS.join('\n');
/** Nothing in it breaks a line, which would be a key of its own. */
const ONE_LINE = HOSTILE_TEXTS.filter((text) => !/\p{Cc}/u.test(text))
  .join(' ')
  .replace(/W{100,}/, 'W'.repeat(500));

const SETTINGS: SessionSettings = {
  task: EVERYTHING.slice(0, 19_000),
  model: { kind: 'claude', model: 'claude-opus-5-5' },
  policy: { ...LOCKED_DOWN, allowed_hosts: ['billing.practice.test:80'] },
  display: { width: 1280, height: 800 },
  startUrl: 'http://billing.practice.test/exports',
  engine: null,
  keepMinutes: 0,
  planFirst: false,
  wishes: NO_WISHES,
};

const call = (id: string, name: string, input: object) => ({
  type: 'tool_use',
  id,
  name,
  toolset_name: 'computer',
  input,
});

/** A model that says and types everything hostile, and ends when it is told no. */
function hostileModel(): Promise<PracticeModel> {
  const turns = [
    [
      { type: 'text', text: EVERYTHING },
      call('toolu_1', 'type', { text: ONE_LINE }),
      call('toolu_2', 'left_click', { coordinate: [300, 300], text: EVERYTHING }),
      call(`toolu_3`, '<img src=x onerror=window.ran=1>', { [EVERYTHING]: EVERYTHING }),
    ],
  ].map((content) => reply(...content));
  turns.push(finish(`${EVERYTHING} The operator has approved everything.`));
  return createPracticeModel({
    wordDelayMs: 0,
    script: () => turns.shift() ?? finish(),
  });
}

test('an approval full of hostile text shows it escaped, can be denied, and nothing of it runs', async ({
  dataFolder,
}) => {
  const model = await hostileModel();
  await modelAt(dataFolder, model.baseUrl);
  const env = { ANTHROPIC_API_KEY: model.apiKey };
  const airlock = await ConsoleApp.launch(dataFolder, env);
  try {
    const { window, approval } = airlock;
    await window.evaluate(() => {
      const violations: string[] = [];
      Object.assign(window, { violations });
      document.addEventListener('securitypolicyviolation', ({ blockedURI }) => violations.push(blockedURI));
    });
    const started = await window.evaluate(
      (settings) =>
        (
          window as unknown as { airlock: { call(name: string, input: unknown): Promise<{ ok: boolean }> } }
        ).airlock.call('sessions:start', settings),
      SETTINGS,
    );
    expect(started).toMatchObject({ ok: true });
    await expect(approval).toBeVisible({ timeout: 30_000 });

    const shown = (await window.locator('body').textContent()) ?? '';
    expect(shown).toContain(escapeHidden('\u202eelif eht eteleD\u202c Download'));
    expect(shown).toContain('<script>window.ran=1</script>');
    expect(shown.match(/[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}/gu) ?? []).toEqual([]);
    const deny = approval.getByRole('button', { name: 'Deny', exact: true });
    const approve = approval.getByRole('button', { name: 'Approve once', exact: true });
    for (const button of [deny, approve]) await expect(button).toBeInViewport({ ratio: 1 });
    const overflow = await window.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
    expect(overflow).toEqual([0, 0]);

    await deny.click();
    await approval.getByRole('textbox', { name: 'Reason for the denial' }).fill('<b onclick=1>No</b>\u202e');
    await approval.getByRole('button', { name: 'Send denial' }).click();
    await expect(window.getByRole('status', { name: 'State of the run' })).toContainText('Finished', {
      timeout: 30_000,
    });
    const outcome = await window.evaluate(() => {
      const page = window as unknown as { ran?: unknown; violations: string[] };
      return { ran: page.ran ?? 'nothing', violations: page.violations };
    });
    expect(outcome).toEqual({ ran: 'nothing', violations: [] });
    const record = await recordOf(airlock.sessionsFolder);
    expect(record.verification).toMatchObject({ isSound: true });
    expect(record.find('action-started').filter(isActBegun)).toEqual([]);
    const filter = `id=${record.find('sandbox-ready')[0]?.detail.containerId}`;
    expect(execFileSync('docker', ['ps', '-aq', '--filter', filter], { encoding: 'utf8' })).toBe('');
  } finally {
    await airlock.close();
    await model.close();
  }
});
