import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../../electron/engine/base/emitter';
import type { BoundHeader } from '../../../../electron/engine/sandbox/requests/held-headers';
import { LentHeaders } from '../../../../electron/engine/session-use/lent-headers';
import type { Credential } from '../../../../shared/domain/credential';
import { MemoryCredentials, sampleCredential } from '../../../helpers/memory-credentials';

const TOKEN = 'Bearer correct-horse';
const ENTRY: Credential = sampleCredential({ kind: 'header', headerName: 'Authorization', hasCode: false });

function lending(entry: Credential = ENTRY) {
  const credentials = new MemoryCredentials().add(entry, { header: TOKEN });
  const held = new Set<BoundHeader>();
  const hidden = new Set<readonly string[]>();
  const closed = new Emitter<void>();
  const stop = new AbortController();
  let holding: Promise<void> = Promise.resolve();
  const browser = {
    requests: {
      headers: {
        hold: async (header: BoundHeader) => {
          await holding;
          held.add(header);
          return () => held.delete(header);
        },
      },
    },
    onClosed: (listener: () => void) => closed.on(listener),
  };
  const lent = new LentHeaders({
    credentials,
    browser: () => browser,
    hide: (texts) => {
      hidden.add(texts);
      return () => hidden.delete(texts);
    },
    signal: stop.signal,
  });
  const failToHold = () => {
    holding = Promise.reject(new Error('the browser is gone'));
    holding.catch(() => undefined);
  };
  /** What a request would carry now. */
  const sent = () => [...held].map(({ name, value, origins }) => [name, value(), origins]);
  /** Whether nothing of it is left anywhere. */
  const isOver = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return (
      held.size === 0 &&
      hidden.size === 0 &&
      credentials.handedOut.every((value) => value.every((b) => b === 0))
    );
  };
  return { credentials, lent, closed, stop, sent, hidden, isOver, failToHold };
}

describe('a header token', () => {
  it('goes with requests to the origins of its entry, and is black in pictures, from when it is lent', async () => {
    const { lent, sent, hidden } = lending();
    await lent.lend(ENTRY);
    expect(sent()).toEqual([['Authorization', TOKEN, ENTRY.origins]]);
    expect([...hidden]).toEqual([[TOKEN]]);
  });

  it.each<[string, (made: ReturnType<typeof lending>) => void]>([
    ['the run ends', ({ stop }) => stop.abort()],
    ['its browser ends', ({ closed }) => closed.emit()],
    ['the vault is locked', ({ credentials }) => credentials.lock()],
    ['the entry is removed', ({ credentials }) => credentials.remove(ENTRY.id)],
    [
      'the entry is changed',
      ({ credentials }) => credentials.changed.emit([{ ...ENTRY, changedAt: ENTRY.changedAt + 1 }]),
    ],
  ])('is sent no more and wiped as soon as %s', async (_when, happens) => {
    const made = lending();
    await made.lent.lend(ENTRY);
    const [value] = made.sent();
    expect(value).toBeDefined();
    const [header] = made.credentials.handedOut;
    happens(made);
    for (const [, text] of made.sent()) expect(text).toBeNull();
    expect(await made.isOver()).toBe(true);
    expect(header?.every((byte) => byte === 0)).toBe(true);
  });

  it('stays when another entry changes, or the vault notes that it was used', async () => {
    const { lent, credentials, sent } = lending();
    await lent.lend(ENTRY);
    credentials.changed.emit([{ ...ENTRY, usedAt: 5 }, sampleCredential({ id: 'other', name: 'other' })]);
    expect(sent()).toHaveLength(1);
  });

  it('is lent once: the second time takes the place of the first', async () => {
    const { lent, sent, hidden, credentials } = lending();
    await lent.lend(ENTRY);
    await lent.lend(ENTRY);
    await new Promise((resolve) => setImmediate(resolve));
    expect([sent().length, hidden.size]).toEqual([1, 1]);
    expect(credentials.handedOut[0]?.every((byte) => byte === 0)).toBe(true);
  });

  it('is not sent where the vault gives none, the browser does not take part or the run has ended', async () => {
    const locked = lending();
    locked.credentials.lock();
    await expect(locked.lent.lend(ENTRY)).rejects.toMatchObject({ code: 'conflict' });
    const deaf = lending();
    deaf.failToHold();
    await expect(deaf.lent.lend(ENTRY)).rejects.toThrow('the browser is gone');
    const ended = lending();
    ended.stop.abort();
    await expect(ended.lent.lend(ENTRY)).rejects.toMatchObject({ code: 'conflict' });
    for (const made of [locked, deaf, ended]) expect(await made.isOver()).toBe(true);
  });
});
