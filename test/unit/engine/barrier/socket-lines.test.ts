import { describe, expect, it } from 'vitest';
import type { SocketEvent } from '../../../../electron/engine/sandbox/requests/sockets';
import type { Policy } from '../../../../shared/domain/policy';
import { makeBarrier } from '../../../helpers/make-barrier';
import { sampleAct } from '../../../helpers/sample-change';
import { sampleCredential } from '../../../helpers/sample-vault';

const DELETING = '{"action":"delete_invoice","id":7}';
const PAYING = '{"op":"transfer","amount":"120.00","currency":"EUR","iban":"DE89370400440532013000"}';
const PAGE = 'https://app.example.com/invoices?token=abc#x';

const opened = (socket: string, url = 'wss://app.example.com/socket', page = PAGE): SocketEvent => ({
  kind: 'opened',
  socket,
  url,
  page,
});
const sent = (socket: string, text: string | null, bytes = text?.length ?? 3): SocketEvent => ({
  kind: 'sent',
  socket,
  bytes,
  text,
});
const closed = (socket: string): SocketEvent => ({ kind: 'closed', socket });

function make(changes: Partial<Policy> = {}) {
  const made = makeBarrier(changes);
  const tell = (...events: readonly SocketEvent[]) => {
    for (const event of events) made.barrier.sockets.note(event);
  };
  const openings = () => made.record.find('socket-opened').map(({ detail }) => detail);
  const counts = () => made.record.find('socket-sent').map(({ step, detail }) => ({ step, ...detail }));
  return { ...made, tell, openings, counts };
}

describe('hostile sockets', () => {
  it('that are opened without end have few lines, and each is counted', () => {
    const { tell, openings, counts, barrier } = make();
    for (let index = 0; index < 5000; index += 1)
      tell(opened(`s${index}`, `wss://h${index}.evil.example/`), sent(`s${index}`, 'x'));
    barrier.writeCounts();
    expect(openings()).toHaveLength(51);
    expect(openings()[50]).toMatchObject({ host: '', url: '', page: null });
    const all = counts();
    expect(all).toHaveLength(51);
    expect(all.reduce((sum, { messages }) => sum + messages, 0)).toBe(5000);
    expect(all.reduce((sum, { further }) => sum + further, 0)).toBe(5000 - 51);
  });

  it('that send without end are counted, and not all of it is looked into', () => {
    const { tell, counts, barrier } = make();
    tell(opened('s'));
    for (let index = 0; index < 10_000; index += 1) tell(sent('s', DELETING));
    barrier.writeCounts();
    expect(counts()).toMatchObject([
      { messages: 10_000, unread: 9980, bytes: 10_000 * DELETING.length, looksLike: { level: 'high' } },
    ]);
  });

  it('do not get round the bound by closing and opening again', () => {
    const { tell, record, barrier } = make();
    for (let index = 0; index < 1000; index += 1)
      tell(opened(`s${index}`), sent(`s${index}`, 'x'), closed(`s${index}`));
    barrier.writeCounts();
    expect(record.drafts.length).toBeLessThanOrEqual(102);
  });

  it('leave no text, no token, no user name and no hidden character in the record', () => {
    const { tell, record, openings, barrier } = make();
    const hidden = encodeURIComponent('\u202egnp.\u200bx');
    tell(
      opened(
        's',
        `wss://ada:hunter22@app.example.com/rooms/${hidden}?access_token=abcdef0123456789abcdef#frag`,
        `https://app.example.com/${hidden}\u202e?session=abcdef0123456789`,
      ),
      sent('s', 'a private word'),
    );
    barrier.writeCounts();
    const text = JSON.stringify(record.drafts);
    for (const part of ['private', 'hunter22', 'abcdef0123456789', 'frag', 'session=', '\u202e', '\u200b'])
      expect(text).not.toContain(part);
    expect(openings()[0]).toMatchObject({ host: 'app.example.com:443' });
  });

  it('whose address or message holds a secret of the vault say neither', () => {
    const { tell, record, credentials, openings, counts, barrier } = make();
    credentials.add(sampleCredential(), { password: 'correct-horse' });
    tell(
      opened('s', 'wss://app.example.com/rooms/correct-horse'),
      sent('s', '{"action":"delete correct-horse","id":1}'),
    );
    barrier.writeCounts();
    expect(JSON.stringify(record.drafts)).not.toContain('correct');
    expect(openings()[0]?.url).toBe('wss://app.example.com/');
    expect(counts()[0]?.messages).toBe(1);
  });

  it('that send bytes are counted, and nobody guesses what they mean', () => {
    const { tell, counts, barrier } = make();
    tell(opened('s'), sent('s', null, 70_000));
    barrier.writeCounts();
    expect(counts()).toMatchObject([{ messages: 1, bytes: 70_000, unread: 1, looksLike: null }]);
  });

  it('of which nobody has seen the beginning are counted together', () => {
    const { tell, openings, counts, barrier } = make();
    tell(sent('a', DELETING), sent('b', DELETING), closed('c'));
    barrier.writeCounts();
    expect(openings()).toMatchObject([{ host: '' }]);
    expect(counts()).toMatchObject([{ messages: 2, unread: 2, looksLike: null }]);
  });

  it('with an address that is none have no line', () => {
    const { tell, openings } = make();
    tell(opened('s', 'no address'), opened('t', ''));
    expect(openings()).toEqual([]);
  });

  it('with a message without end are judged by its beginning', () => {
    const { tell, counts, barrier } = make();
    tell(opened('s'), sent('s', `${DELETING.slice(0, -1)},"x":"${'y'.repeat(5_000_000)}"}`));
    barrier.writeCounts();
    expect(counts()[0]?.looksLike).toMatchObject({ category: 'deletion' });
  });
});

describe('what was sent', () => {
  it('belongs to the newest step, is written when the next begins, and keeps the gravest that it looks like', () => {
    const { tell, counts, act, barrier } = make();
    act(sampleAct({ step: 1 }));
    tell(opened('s'), sent('s', 'ping'), sent('s', PAYING), sent('s', DELETING));
    expect(counts()).toEqual([]);
    act(sampleAct({ step: 2 }));
    tell(sent('s', 'ping'));
    barrier.writeCounts();
    expect(counts()).toMatchObject([
      { step: 1, messages: 3, looksLike: { category: 'payment', level: 'critical' } },
      { step: 2, messages: 1, looksLike: null },
    ]);
    expect(counts()[0]?.socketId).toBe(counts()[1]?.socketId);
  });

  it('is the page’s own when no action has led to it for a while', () => {
    const { tell, counts, act, clock, barrier } = make();
    act(sampleAct({ step: 1 }));
    tell(opened('s'), sent('s', 'ping'));
    clock.advance(30_001);
    tell(sent('s', 'ping'));
    barrier.writeCounts();
    expect(counts().map(({ step, cause }) => [step, cause.kind])).toEqual([
      [1, 'step'],
      [null, 'page'],
    ]);
  });

  it('is written after 30 s at the latest, though nothing more comes', async () => {
    const { tell, counts, clock } = make();
    tell(opened('s'), sent('s', 'ping'));
    clock.advance(30_000);
    await expect.poll(counts).toMatchObject([{ messages: 1 }]);
  });

  it('is written when the socket closes, once', () => {
    const { tell, counts, barrier } = make();
    tell(opened('s'), sent('s', 'ping'), closed('s'), closed('s'));
    expect(counts()).toHaveLength(1);
    barrier.writeCounts();
    expect(counts()).toHaveLength(1);
  });

  it('by the operator is counted as theirs, and nothing of it or of where it goes is looked at or kept', () => {
    const { tell, openings, counts, hand, barrier } = make();
    tell(opened('s'), sent('s', 'ping'));
    hand.isTakenOver = true;
    tell(opened('t', 'wss://app.example.com/rooms/7'), sent('t', PAYING), sent('s', PAYING));
    hand.isTakenOver = false;
    tell(sent('s', 'ping'));
    barrier.writeCounts();
    expect(openings()[1]).toMatchObject({
      url: 'wss://app.example.com/',
      page: null,
      cause: { kind: 'operator' },
    });
    expect(
      counts().map(({ cause, messages, unread, looksLike }) => [cause.kind, messages, unread, looksLike]),
    ).toEqual([
      ['page', 1, 0, null],
      ['operator', 1, 1, null],
      ['operator', 1, 1, null],
      ['page', 1, 0, null],
    ]);
  });
});

describe('a socket that the policy refuses', () => {
  it.each([
    ['app.example.com', true],
    ['*.example.com', true],
    ['app.example.com:443', true],
    ['*', true],
    ['what is this?', true],
    ['app.example.com:80', false],
    ['*.app.example.com', false],
    ['example.com', false],
  ])('by %s is said to have been opened all the same: %s', (entry, isRefused) => {
    const { tell, record } = make({ refused_sockets: [entry] });
    tell(opened('s'));
    expect(record.find('socket-opened')).toMatchObject([
      { permitted: !isRefused, detail: { isRefused, page: 'https://app.example.com/invoices' } },
    ]);
  });

  it('shows also behind a flood of others', () => {
    const { tell, openings } = make({ refused_sockets: ['evil.example'] });
    for (let index = 0; index < 100; index += 1) tell(opened(`s${index}`));
    tell(opened('last', 'wss://evil.example/'));
    expect(openings().filter(({ isRefused }) => isRefused)).toHaveLength(1);
  });
});
