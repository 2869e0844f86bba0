// The only proxy that the browser in the sandbox knows. Each of its connections travels, byte for byte, as one HTTP/2
// stream over stdin and stdout to the egress broker outside, which reads and decides. Nothing is read or decided here:
// whoever breaks out of the browser may replace this program, so the broker trusts none of it.
//
// Stdout carries HTTP/2 frames. Nothing else may write to it; complaints go to stderr.
import { connect } from 'node:http2';
import { createServer } from 'node:net';
import { carry } from './carry';
import { openLink } from './link';

const HOST = '127.0.0.1';
const PORT = Number(process.env.AIRLOCK_RELAY_PORT ?? 3128);
/** What one stream may have under way towards the browser, in bytes: enough for the speed of the link. */
const STREAM_WINDOW = 1024 * 1024;
/** For the link as a whole. Node grants it anew as bytes arrive, so one slow reader does not stop the others. */
const LINK_WINDOW = 64 * 1024 * 1024;
/** More than a policy can allow at once. The broker counts; this only keeps the relay from running out of files. */
const MAX_CONNECTIONS = 1500;

function complain(message: string): void {
  process.stderr.write(`relay: ${message}\n`);
}

const session = connect('http://broker', {
  createConnection: openLink,
  settings: { enablePush: false, initialWindowSize: STREAM_WINDOW },
  maxSessionMemory: 256,
});
session.on('connect', () => session.setLocalWindowSize(LINK_WINDOW));
session.on('error', (error) => complain(error.message));
session.on('close', () => process.exit(1));

const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => carry(socket, session));
server.maxConnections = MAX_CONNECTIONS;
server.on('error', (error) => {
  complain(error.message);
  process.exit(1);
});
server.listen({ host: HOST, port: PORT, backlog: 511 }, () => {
  const address = server.address();
  complain(`listening on ${HOST}:${typeof address === 'object' ? address?.port : PORT}`);
});
