import { expect, it } from 'vitest';
import { eventWords } from '../../../../../renderer/features/replay/event-words';
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
