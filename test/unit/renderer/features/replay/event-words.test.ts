import { expect, it } from 'vitest';
import { eventWords } from '../../../../../renderer/features/replay/event-words';
import { fakeChanges, judgedChange } from '../../../../../renderer/preview/fake-changed-record';
import { fakeChange } from '../../../../../renderer/preview/fake-changes';
import { fakeEntries } from '../../../../../renderer/preview/fake-record';
import { NO_USAGE } from '../../../../../shared/domain/token-usage';

it('a passkey that was registered is named by its entry and the site that it is good for', () => {
  const detail = { entry: 'Portal', origin: 'https://login.example.com', rpId: 'example.com' };
  const [entry] = fakeEntries([{ kind: 'passkey-registered', detail }]);
  if (entry === undefined) throw new Error('no entry');
  expect(eventWords(entry)).toEqual({
    what: 'Passkey registered',
    detail: 'Kept as “Portal”, for https://login.example.com (example.com)',
    tone: 'neutral',
  });
});

it('the lines of a change say what it would do, where, after what, and what came of it', () => {
  const told = fakeEntries(fakeChanges()).map((entry) => eventWords(entry));
  expect(told.slice(0, 3)).toEqual([
    {
      what: 'Change held',
      detail: 'Let through: save a note at billing.practice.test:80, 1 s after step 6',
      tone: 'neutral',
    },
    { what: 'Change sent', detail: 'c1 leaves the browser', tone: 'neutral' },
    { what: 'Change ended', detail: 'c1: answered 204', tone: 'neutral' },
  ]);
  expect(told.map(({ detail }) => detail)).toEqual(
    expect.arrayContaining([
      'c4: the same kind 12 times more, let through',
      'c6: broken off: nobody knows whether it arrived',
      'c8: the page gave up',
      'To be asked: pay 20.00 EUR to SE12 3456 at billing.practice.test:80, step 9, sent once before',
    ]),
  );
  const [denied] = fakeEntries([judgedChange('x', { change: fakeChange(), verdict: 'deny' })]);
  expect(denied && eventWords(denied).tone).toBe('denied');
});

it('what only keeps the cache warm is no turn of the agent’s', () => {
  const lines = fakeEntries([
    {
      kind: 'model-requested',
      detail: { turn: 4, attempt: 1, model: 'claude-opus-5-5', purpose: 'warm', request: null },
    },
    {
      kind: 'model-responded',
      detail: {
        turn: 4,
        purpose: 'warm',
        requestId: null,
        stopReason: 'max_tokens',
        text: '',
        actions: 0,
        usage: { ...NO_USAGE, cacheRead: 150_000 },
        durationMs: 1,
      },
    },
    {
      kind: 'model-failed',
      detail: {
        turn: 4,
        attempt: 1,
        purpose: 'warm',
        cause: 'the model is overloaded (529)',
        retryInMs: null,
        isPartialDiscarded: false,
        usage: null,
      },
    },
  ]);
  expect(lines.map((line) => eventWords(line).detail)).toEqual([
    'Turn 4, to keep the cache warm, try 1, claude-opus-5-5',
    'Kept in the cache: 150.0k tokens',
    'To keep the cache warm: the model is overloaded (529)',
  ]);
});
