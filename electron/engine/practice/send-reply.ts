import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { AssistantTurn } from './assistant-turn';
import type { ReplyTurn, TurnEvent } from './turn-events';

type ErrorTurn = Extract<AssistantTurn, { kind: 'error' }>;

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

export type StreamOptions = {
  readonly events: readonly TurnEvent[];
  readonly requestId: string;
  readonly wordDelayMs: number;
  readonly signal: AbortSignal;
};

function errorBody(error: Readonly<Record<string, unknown>>, requestId: string): string {
  return JSON.stringify({ type: 'error', error, request_id: requestId });
}

export function sendJson(response: ServerResponse, body: unknown, requestId: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'request-id': requestId });
  response.end(JSON.stringify(body));
}

/** Answers with an HTTP error in the API's shape, or as the turn wants it. */
export function sendError(response: ServerResponse, turn: ErrorTurn, requestId: string): void {
  const type = turn.errorType ?? ERROR_TYPES[turn.status] ?? 'api_error';
  response.writeHead(turn.status, {
    'content-type': 'application/json',
    'request-id': requestId,
    ...turn.headers,
  });
  const { message = type, details } = turn;
  response.end(
    turn.rawBody ?? errorBody({ type, message, ...(details !== undefined && { details }) }, requestId),
  );
}

function playFault(response: ServerResponse, turn: ReplyTurn, requestId: string): void {
  switch (turn.fault?.kind) {
    case 'error-event': {
      const error = { type: turn.fault.errorType ?? 'overloaded_error', message: 'Overloaded' };
      const body = errorBody(error, requestId);
      response.end(`event: error\ndata: ${body}\n\n`);
      return;
    }
    case 'close':
      response.end();
      return;
    case 'half-event':
      response.write('event: content_block_delta\ndata: {"type":"content_bl', () => response.destroy());
      return;
    case 'cut':
      // The events before the cut have to leave first, or they would be lost with the connection.
      response.write(':\n\n', () => response.destroy());
      return;
    default:
  }
}

/** Writes the events of a reply one after the other; stops when the client has gone or the turn's fault is reached. */
export async function streamReply(
  response: ServerResponse,
  turn: ReplyTurn,
  options: StreamOptions,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'request-id': options.requestId,
  });
  const { count = 0, everyMs = 0 } = turn.pings ?? {};
  for (let sent = 0; sent < count; sent += 1) {
    response.write('event: ping\ndata: {"type":"ping"}\n\n');
    await delay(everyMs, undefined, { signal: options.signal });
  }
  for (const [index, { event, data, isWord }] of options.events.entries()) {
    if (index === turn.fault?.afterEvents) return playFault(response, turn, options.requestId);
    if (isWord && options.wordDelayMs > 0)
      await delay(options.wordDelayMs, undefined, { signal: options.signal });
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }
  response.end();
}
