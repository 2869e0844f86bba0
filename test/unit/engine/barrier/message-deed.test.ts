import { expect, it } from 'vitest';
import { messageDeed } from '../../../../electron/engine/barrier/message-deed';

const URL = 'wss://app.example.com/socket';
const deed = (text: string, url = URL) => messageDeed(url, text)?.does ?? null;

it.each([
  ['', 'no message'],
  ['\u0000\ufffd', 'bytes as text'],
  [`42/${'n'.repeat(70_000)}`, 'a name without end'],
  ['42[null]', 'an event without a name'],
  ['{"target":7,"arguments":[]}', 'a call without a name'],
  ['{"payload":null}', 'an empty envelope'],
])('a hostile message is nothing and breaks nothing: %#', (text) => {
  expect(deed(text)).toBeNull();
});

it.each(['', '42', '42/a,'])('brackets without end after %j are no more than a large message', (start) => {
  expect([null, 'upload a large body']).toContain(deed(`${start}${'['.repeat(60_000)}`));
});

it('an address that is none tells nothing', () => {
  expect(deed('{"action":"delete_invoice"}', 'no address')).toBeNull();
});

it.each([
  ['JSON', '{"action":"delete_invoice","id":7}', 'delete invoice'],
  ['Socket.IO', '42["deleteInvoice",{"id":3}]', 'delete invoice'],
  ['Socket.IO with a namespace and an answer', '42/admin,17["user:remove",{"id":3}]', 'delete user'],
  ['SignalR', '{"type":1,"target":"DeleteInvoice","arguments":[{"id":1}]}\u001e', 'delete invoice'],
  ['Phoenix', '["3","5","room:1","delete_message",{"id":4}]', 'delete message'],
  [
    'GraphQL',
    '{"id":"1","type":"subscribe","payload":{"query":"mutation D { deleteInvoice(id: 3) { id } }"}}',
    'delete invoice',
  ],
  ['DDP', '{"msg":"method","method":"/invoices/remove","params":[1],"id":"1"}', 'delete invoice'],
  ['JSON-RPC', '{"jsonrpc":"2.0","method":"deleteUser","params":{"id":1}}', 'delete user'],
])('%s is read through what it puts around a call', (_kind, text, does) => {
  expect(deed(text)).toBe(does);
});

it.each([
  '2',
  'ping',
  '{"type":"ping"}',
  '["3","5","phoenix","heartbeat",{}]',
  '42["typing",{"room":1}]',
  '{"type":"subscribe","channel":"prices"}',
  '{"type":"cursor","x":1,"y":3}',
])('%s is nothing to be told', (text) => {
  expect(deed(text)).toBeNull();
});
