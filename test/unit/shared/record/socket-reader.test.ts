import { expect, it } from 'vitest';
import type { AuditEntry } from '../../../../shared/domain/audit-entry';
import type { SocketDeed } from '../../../../shared/domain/socket-deed';
import { NOTHING_READ, startReading } from '../../../../shared/record/record-reader';

const opened = (socketId: string, host: string, step: number | null = 1) =>
  ({
    kind: 'socket-opened',
    step,
    detail: { socketId, host, url: `wss://${host}/`, page: null, cause: { kind: 'page' }, isRefused: false },
  }) as unknown as AuditEntry;
const sent = (socketId: string, step: number, looksLike: SocketDeed | null = null) =>
  ({
    kind: 'socket-sent',
    step,
    detail: { socketId, cause: { kind: 'page' }, messages: 2, bytes: 10, unread: 1, further: 0, looksLike },
  }) as unknown as AuditEntry;
const high: SocketDeed = { does: 'delete invoice', category: 'deletion', level: 'high' };

it('believes no second line of one name, and counts nothing for a socket that was never opened', () => {
  const { reading } = startReading([opened('a', 'one.example'), opened('a', 'two.example'), sent('b', 1)]);
  expect(reading.sockets).toMatchObject([{ host: 'one.example', messages: 0 }]);
});

it('adds up what was sent over all steps and keeps the gravest with its step', () => {
  const lines = [
    opened('a', 'one.example'),
    sent('a', 1),
    sent('a', 2, high),
    sent('a', 3, { ...high, does: 'save', level: 'medium' }),
  ];
  expect(startReading(lines).reading.sockets).toMatchObject([
    { step: 1, messages: 6, bytes: 30, unread: 3, looksLike: { does: 'delete invoice' }, looksLikeStep: 2 },
  ]);
});

it('is the same list until something of it changes', () => {
  const reader = startReading([opened('a', 'one.example'), sent('a', 1)]);
  const { sockets } = reader.reading;
  reader.read({ kind: 'fault', step: null, detail: { where: 'x', what: 'y' } } as unknown as AuditEntry);
  expect(reader.reading.sockets).toBe(sockets);
  expect(NOTHING_READ.sockets).toEqual([]);
});
