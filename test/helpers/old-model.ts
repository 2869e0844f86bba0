import { createServer, type IncomingMessage, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ModelRow } from '../../shared/domain/model-row';

const BETAS: Readonly<Record<string, string>> = {
  computer_20251124: 'computer-use-2025-11-24',
  computer_20250124: 'computer-use-2025-01-24',
};

type Tool = { readonly type?: string; readonly name?: string };

/**
 * A model up to 4.8 in front of a service that plays a current one: it takes the one computer tool, with the header that it
 * wants, and refuses the toolset. What it was told of its tools. Ends with the test.
 */
export async function openOldModel(baseUrl: string, type: ModelRow['computerTool']) {
  const told: (readonly Tool[])[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = JSON.parse(await textOf(incoming)) as { tools: readonly Tool[] };
    const betas = String(incoming.headers['anthropic-beta'] ?? '').split(',');
    told.push(body.tools);
    const beta = BETAS[type] ?? '';
    if (!betas.includes(beta) || !body.tools.some((tool) => tool.type === type)) {
      const error = { type: 'invalid_request_error', message: `tools: expected ${type}, with ${beta}` };
      outgoing.writeHead(400, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ type: 'error', error }));
      return;
    }
    const tools = body.tools.map((tool) =>
      tool.type === type ? { type: 'computer_toolset_20260801' } : tool,
    );
    const left = betas.filter((value) => value !== beta);
    const { host: _host, 'content-length': _length, 'anthropic-beta': _betas, ...headers } = incoming.headers;
    const ahead = sendRequest(
      `${baseUrl}${incoming.url}`,
      {
        method: incoming.method,
        headers: { ...headers, ...(left.length > 0 && { 'anthropic-beta': left.join(',') }) },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    ahead.on('error', () => outgoing.destroy());
    ahead.end(JSON.stringify({ ...body, tools }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
