import { appendFileSync } from 'node:fs';
import { canonicalJson } from '../../electron/engine/base/canonical-json';
import { systemClock } from '../../electron/engine/base/clock';
import { sha256Hex } from '../../electron/engine/base/hashing';
import { SessionFolder } from '../../electron/engine/record/session-folder';
import type { SessionRecord } from '../../electron/engine/record/session-record';
import { answer } from './answer';
import { FakeDesktop, sampleElement } from './fake-desktop';
import { makeRun, toolUse } from './make-run';
import { sampleRequest } from './sample-change';
import { samplePolicy } from './sample-policy';
import { sampleSettings } from './sample-settings';

/**
 * A risky click on its way from the call to its effect, or a harmless one whose page sends a change, in a process that ends
 * with SIGKILL at the named moment: before or after a line of the record, at the decision, at the effect itself or as the
 * request is let go. Every effect leaves a line in `effects`.
 */
async function main([sessionsFolder = '', effects = '', moment = '', about = 'action']: readonly string[]) {
  const die = (now: string): void => {
    if (now === moment) process.kill(process.pid, 'SIGKILL');
  };
  const clock = systemClock;
  const policy = samplePolicy();
  const folder = await SessionFolder.create(sessionsFolder, 'dying', policy, clock);
  const settings = sampleSettings({ policy });
  await folder.append({
    kind: 'session-started',
    detail: {
      settings,
      modelAddress: null,
      policyHash: sha256Hex(canonicalJson(policy)),
      appVersion: '0.1.0',
    },
  });
  const record: SessionRecord = {
    append: async (draft) => {
      die(`before ${draft.kind}`);
      const entry = await folder.append(draft);
      die(`after ${draft.kind}`);
      return entry;
    },
    saveFrame: (png) => folder.saveFrame(png),
    saveHead: (json) => folder.saveHead(json),
    readFrame: (name) => folder.readFrame(name),
    saveMessage: (message) => folder.saveMessage(message),
  };
  const desktop = await FakeDesktop.create(clock);
  const isChange = about === 'change';
  const label = isChange ? 'View details' : 'Delete all';
  desktop.target = sampleElement({ name: label, text: label });
  const press = desktop.display.press.bind(desktop.display);
  desktop.display.press = (button) => {
    die('before the effect');
    appendFileSync(effects, 'click\n');
    press(button);
    die('after the effect');
    if (isChange) void send();
  };
  /** What the page does of it. */
  const send = async () => {
    const request = sampleRequest();
    const decision = await barrier.judge(request);
    if (decision.kind !== 'pass') return;
    die('before the release');
    appendFileSync(effects, 'sent\n');
    die('after the release');
    barrier.noteReleased(request, true);
    barrier.noteOutcome({ networkId: 'n1', status: 200 });
  };
  const { queue, call, barrier } = makeRun({ sandbox: desktop, record, policy, clock, sessionId: 'dying' });
  queue.changed.on(([first]) => {
    if (first === undefined) return;
    queueMicrotask(() => {
      die('before the decision');
      answer(queue, { approvalId: first.id, verdict: 'approve', reason: '' });
      die('after the decision');
    });
  });
  await call({ ...toolUse('left_click', { coordinate: [20, 20] }), id: 't1' });
  process.exit(0);
}

await main(process.argv.slice(2));
