import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A service on this machine that answers as it is told, and what it was asked. Ends with the test. */
export async function openListServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly address: string; readonly asked: readonly IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** An address on this machine where nobody listens. */
export async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const yes = { supported: true };
const no = { supported: false };

/** What the API says of one model. */
export function toldModel(id: string, changes: Readonly<Record<string, unknown>> = {}): object {
  return {
    id,
    type: 'model',
    display_name: `Named ${id}`,
    created_at: '2026-09-23T00:00:00Z',
    deprecated_at: null,
    lifecycle: 'active',
    line: 'opus',
    max_input_tokens: 1_000_000,
    max_tokens: 128_000,
    retires_at: null,
    capabilities: {
      image_input: yes,
      effort: { supported: true, low: yes, medium: yes, high: yes, xhigh: no, max: yes },
      thinking: {
        supported: true,
        types: { adaptive: yes, between_tools: yes, disabled: no, enabled: no },
      },
      context_management: { supported: true, compact_20260112: no },
    },
    ...changes,
  };
}
