import { expect, it } from 'vitest';
import { eventWords } from '../../../../../renderer/features/replay/event-words';
import { fakeEntries } from '../../../../../renderer/preview/fake-record';

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
