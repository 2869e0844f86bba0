import { appendFileSync } from 'node:fs';
import { ComputerDriver } from '../../electron/engine/agent/computer-driver';
import { canonicalJson } from '../../electron/engine/base/canonical-json';
import { systemClock } from '../../electron/engine/base/clock';
import { sha256Hex } from '../../electron/engine/base/hashing';
import { ApprovalQueue } from '../../electron/engine/desk/approval-queue';
import { GrantBook } from '../../electron/engine/desk/grant-book';
import { Batch } from '../../electron/engine/gate/batch';
import { Gate } from '../../electron/engine/gate/gate';
import { RunControl } from '../../electron/engine/gate/run-control';
import { SessionFolder } from '../../electron/engine/record/session-folder';
import type { SessionRecord } from '../../electron/engine/record/session-record';
import { answer } from './answer';
import { FakeDesktop, sampleElement } from './fake-desktop';
import { samplePolicy } from './sample-policy';
import { sampleSettings } from './sample-settings';

/**
 * A risky click on its way from the call to its effect, in a process that ends with SIGKILL at the named moment: before
 * or after a line of the record, at the decision, or at the effect itself. Every effect leaves a line in `effects`.
 */
async function main([sessionsFolder = '', effects = '', moment = '']: readonly string[]): Promise<void> {
  const die = (now: string): void => {
    if (now === moment) process.kill(process.pid, 'SIGKILL');
  };
  const clock = systemClock;
  const policy = samplePolicy();
  const folder = await SessionFolder.create(sessionsFolder, 'dying', policy, clock);
  const settings = sampleSettings({ policy });
  await folder.append({
    kind: 'session-started',
    detail: { settings, policyHash: sha256Hex(canonicalJson(policy)), appVersion: '0.1.0' },
  });
  const record: SessionRecord = {
    append: async (draft) => {
      die(`before ${draft.kind}`);
      const entry = await folder.append(draft);
      die(`after ${draft.kind}`);
      return entry;
    },
    saveFrame: (png) => folder.saveFrame(png),
    saveMessage: (message) => folder.saveMessage(message),
  };
  const desktop = await FakeDesktop.create(clock);
  desktop.target = sampleElement({ name: 'Delete all', text: 'Delete all' });
  const press = desktop.display.press.bind(desktop.display);
  desktop.display.press = (button) => {
    die('before the effect');
    appendFileSync(effects, 'click\n');
    press(button);
    die('after the effect');
  };
  const approvals = new ApprovalQueue(clock, 'ada');
  approvals.changed.on(([first]) => {
    if (first === undefined) return;
    queueMicrotask(() => {
      die('before the decision');
      answer(approvals, { approvalId: first.id, verdict: 'approve', reason: '' });
      die('after the decision');
    });
  });
  const control = new RunControl();
  const shared = { desktop: () => desktop, record, control, clock };
  const gate = new Gate({
    ...shared,
    ...{ sessionId: 'dying', task: 'task', policy, approvals },
    onWaiting: () => undefined,
    grants: new GrantBook({ sessionId: 'dying', clock, record }),
    spent: () => ({ tokens: 0, costUsd: 0 }),
    pauseFor: async () => control.pause(),
  });
  const input = { coordinate: [20, 20] };
  const batch = new Batch(1, '', [{ toolUseId: 't1', member: 'left_click', input }]);
  const driver = new ComputerDriver({ ...shared, gate, batch: () => batch });
  await driver.toolResult({
    ...{ type: 'tool_use', id: 't1', name: 'left_click', input, toolset_name: 'computer' },
  } as never);
  process.exit(0);
}

await main(process.argv.slice(2));
