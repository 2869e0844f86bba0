import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { AssistantTurn } from '../../electron/engine/practice/assistant-turn';
import type { MessagesRequest } from '../../electron/engine/practice/messages-request';
import { createPracticeModel } from '../../electron/engine/practice/messages-server';
import { finish, reply, say, use } from '../helpers/make-loop';
import { ConsoleApp, expect, modelAt, test } from './console-app';
import { endedRecordOf } from './record-of';

const state = (window: Page) => window.getByRole('status', { name: 'State of the run' });

/** A console whose Claude plays a script over HTTP, with a run under way. */
async function runOf(script: (request: MessagesRequest) => AssistantTurn) {
  const requests: MessagesRequest[] = [];
  const server = await createPracticeModel({
    wordDelayMs: 0,
    script: (request) => {
      requests.push(request);
      return script(request);
    },
    summary: () => `Summary ${requests.length}.`,
  });
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'airlock-e2e-'));
  await modelAt(dataFolder, server.baseUrl);
  const airlock = await ConsoleApp.launch(dataFolder, { ANTHROPIC_API_KEY: server.apiKey });
  const { window } = airlock;
  await airlock.go('New run');
  await window.getByText('Claude', { exact: true }).click();
  await window.getByRole('textbox', { name: 'Task' }).fill('Count the invoices.');
  await window.getByRole('textbox', { name: 'Start address' }).fill('');
  await window.getByRole('textbox', { name: 'Minutes kept at the end' }).fill('0');
  await window.getByRole('button', { name: 'Start run' }).click();
  const close = async () => {
    await airlock.close();
    await server.close();
  };
  return { airlock, requests, close };
}

test('a conversation that grows long is summed up three times, and the run and its record stay whole', async () => {
  let turn = 0;
  const { airlock, requests, close } = await runOf(() => {
    turn += 1;
    const look = reply(say(`I look (${turn}).`), use('mouse_move', { coordinate: [20 + turn, 300] }));
    if (turn === 13) return finish('There are 48.');
    // The API says that it has read so much.
    return turn % 4 === 0 ? { ...look, usage: { input_tokens: 160_000 } } : look;
  });
  const { window, sessionsFolder } = airlock;
  const field = window.getByRole('textbox', { name: 'Say something to the agent' });
  await field.fill('Leave the drafts out.');
  await field.press('Enter');
  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
  const record = await endedRecordOf(sessionsFolder);
  expect(record.find('conversation-compacted').map(({ detail }) => [detail.why, detail.summaryBy])).toEqual(
    Array(3).fill(['room', 'model']),
  );
  // Each request after a summary is short, and holds what the operator has said.
  const last = requests.at(-1)?.messages ?? [];
  expect(last.map(({ role }) => role)).toEqual(['assistant', 'user', 'system']);
  expect(JSON.stringify(last)).toContain('Leave the drafts out.');
  // Every request can be made once more from the record, byte for byte.
  expect(record.verification).toMatchObject({ isSound: true, problems: [] });
  const summaries = window.getByText('The conversation was summed up by the agent');
  await expect(summaries.last()).toBeVisible();
  await summaries.last().click();
  await expect(window.getByRole('list', { name: 'Steps' })).toContainText(/Summary \d+\./);
  await close();
});

test('a model that declines is never asked the same again: a word gets the run going', async () => {
  let turn = 0;
  const { airlock, requests, close } = await runOf(() => {
    turn += 1;
    if (turn === 2) return { kind: 'reply', content: [say('No.')], stopReason: 'refusal' };
    return turn === 1 ? reply(use('screenshot', {})) : finish('There are 48.');
  });
  const { window } = airlock;
  const alert = window.getByRole('alert').filter({ hasText: 'The run needs you' });
  await expect(alert).toContainText('the model declined to go on', { timeout: 60_000 });
  await expect(window.getByRole('button', { name: 'Resume' })).toBeDisabled();
  await alert.getByRole('button', { name: 'Say something' }).click();
  const field = window.getByRole('textbox', { name: 'Say something to the agent' });
  await expect(field).toBeFocused();
  await window.keyboard.type('They are my own invoices.');
  await window.keyboard.press('Enter');
  await expect(state(window)).toContainText('Finished', { timeout: 60_000 });
  expect(JSON.stringify(requests.at(-1)?.messages.at(-1))).toContain('They are my own invoices.');
  await close();
});
