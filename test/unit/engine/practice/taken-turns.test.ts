import { describe, expect, it } from 'vitest';
import { sealSummary } from '../../../../electron/engine/practice/api/compaction-block';
import { Seals } from '../../../../electron/engine/practice/api/seals';
import type { ApiMessage } from '../../../../electron/engine/practice/messages-request';
import { copiedPortal } from '../../../../electron/engine/practice/scenarios/copied-portal';
import { downloadAll } from '../../../../electron/engine/practice/scenarios/download-all';
import { injectedPage } from '../../../../electron/engine/practice/scenarios/injected-page';
import { mislabelledButton } from '../../../../electron/engine/practice/scenarios/mislabelled-button';
import { passkeyPortal } from '../../../../electron/engine/practice/scenarios/passkey-portal';
import { supplierPayment } from '../../../../electron/engine/practice/scenarios/supplier-payment';
import { supplierPortal } from '../../../../electron/engine/practice/scenarios/supplier-portal';
import { suspectedOrders } from '../../../../electron/engine/practice/scenarios/suspected-orders';
import { unclearTask } from '../../../../electron/engine/practice/scenarios/unclear-task';
import { nextTurn } from '../../../../electron/engine/practice/scripted-agent';
import { LOOK_FIRST, summarise } from '../../../../electron/engine/practice/taken-turns';
import { FakeDesktop } from './fake-desktop';
import { type Gate, play } from './play-scenario';

const seals = new Seals('test');

function summarised(messages: readonly ApiMessage[]): ApiMessage {
  const { text, carried } = summarise(messages);
  return { role: 'assistant', content: [{ ...sealSummary(seals, text, { carried, at: null }) }] };
}

/** Summarises after the turns with these numbers, from 1; never right after the look that a summary leads to. */
const summarisingAfter = (isDue: (turn: number) => boolean) => {
  let turn = 0;
  return (messages: ApiMessage[]): ApiMessage[] => {
    if (JSON.stringify(messages.at(-2) ?? '').includes(LOOK_FIRST)) return messages;
    turn += 1;
    return isDue(turn) ? [summarised(messages)] : messages;
  };
};

const denyDelete: Gate = (name, control) =>
  name === 'left_click' && control === 'delete-all' ? 'export first' : null;

const SCENARIOS = {
  copiedPortal,
  downloadAll,
  injectedPage,
  mislabelledButton,
  passkeyPortal,
  supplierPayment,
  supplierPortal,
  suspectedOrders,
  unclearTask,
};

describe.each(Object.entries(SCENARIOS))('%s, summarised on the way', (name, scenario) => {
  const run = async (isDue: (turn: number) => boolean) => {
    const desktop = new FakeDesktop(name === 'passkeyPortal' ? 'portal' : 'dashboard');
    const played = await play(scenario, desktop, denyDelete, { goOn: summarisingAfter(isDue) });
    const { closing, outcome } = played;
    return { did: { closing, outcome, clicked: desktop.clicked, typed: desktop.typed }, played };
  };
  it('does the same whenever it was', async () => {
    const straight = await run(() => false);
    for (let due = 1; due <= straight.played.batches.length; due += 1)
      expect([due, (await run((turn) => turn === due)).did]).toEqual([due, straight.did]);
  });

  it('does the same when it is after every turn, and looks at the screen before each', async () => {
    const straight = await run(() => false);
    const { did, played } = await run(() => true);
    expect(did).toEqual(straight.did);
    expect(played.batches.filter((batch) => batch.join() === 'screenshot').length).toBeGreaterThanOrEqual(
      straight.played.batches.length,
    );
  });
});

describe('a summary', () => {
  const look = { type: 'tool_use', id: 'a', name: 'screenshot', toolset_name: 'computer', input: {} };
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
  const told: ApiMessage[] = [
    { role: 'user', content: 'Export all invoices' },
    { role: 'assistant', content: [look] },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'a', toolset_name: 'computer', content: [image] }],
    },
  ];

  it('names the task and what was done, and holds no picture', () => {
    const { text, carried } = summarise(told);
    expect(text).toBe('The task is: Export all invoices\n\nDone so far: screenshot.');
    expect(carried).not.toContain('AAAA');
  });

  it('of a summary still names the task', () => {
    expect(summarise([summarised(told), { role: 'user', content: 'Go on.' }]).text).toBe(
      'The task is: Export all invoices\n\nDone so far: screenshot.',
    );
  });

  it('is followed by one look at the screen, also where that is denied', () => {
    const first = nextTurn(downloadAll, [summarised(told)]);
    expect(first.calls.map(({ name }) => name)).toEqual(['screenshot']);
    const denied = nextTurn(downloadAll, [
      summarised(told),
      {
        role: 'assistant',
        content: [
          { type: 'text', text: first.words },
          { ...look, id: 'b' },
        ],
      },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'b', toolset_name: 'computer', is_error: true }],
      },
    ]);
    expect(denied.words).not.toBe(first.words);
  });
});
