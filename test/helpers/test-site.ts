import type { IncomingMessage, ServerResponse } from 'node:http';
import { Emitter } from '../../electron/engine/base/emitter';

/** One thing that happened in a page: a DOM event, or a note of the page's own. */
export type PageEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

/**
 * Runs in every page of the site: sends what happens to the test, in order, and runs what the test asks for. `serial`: which
 * document of its path it is.
 */
const agentOf = (serial: number): string => `(() => {
  const serial = ${serial};
  const queue = [];
  let sending = null;
  const send = async () => {
    while (queue.length > 0) await fetch('/log', { method: 'POST', body: JSON.stringify(queue.splice(0)) });
    sending = null;
  };
  window.note = (event) => { queue.push(event); sending ??= send(); };
  const page = location.pathname;
  // A page that was left is kept for "back", and would keep its connection too.
  const left = new AbortController();
  addEventListener('pagehide', () => left.abort());
  const obey = async () => {
    for (;;) {
      // Without the cache, which lets one request for an address wait for another.
      const response = await fetch('/command?serial=' + serial + '&page=' + encodeURIComponent(page), { cache: 'no-store', signal: left.signal }).catch(() => null);
      if (response === null) return;
      const { id, code } = await response.json();
      let answer;
      try { answer = { id, value: await (0, eval)(code) }; } catch (error) { answer = { id, error: String(error) }; }
      while (sending !== null) await sending;
      await fetch('/answer', { method: 'POST', body: JSON.stringify(answer) });
    }
  };
  addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => {
    window.note({ type: 'ready', page, serial });
    obey();
  })));
})();`;

type Answer = { readonly id: number; readonly value?: unknown; readonly error?: string };

/**
 * A web site for the browser of a sandbox, and the test's eyes and hands in its pages. It is served by the egress
 * broker like the practice site. Pages are bodies by path; each gets the agent script.
 */
export class TestSite {
  readonly events: PageEvent[] = [];
  readonly requests: { readonly host: string; readonly path: string }[] = [];
  /** The part after the path of every address that was asked for. */
  readonly searches: string[] = [];
  /** What forms and scripts of the pages have sent, as it came. */
  readonly posts: { readonly path: string; readonly body: string }[] = [];
  readonly #changed = new Emitter<void>();
  readonly #answered = new Emitter<Answer>();
  readonly #polls = new Map<string, { readonly serial: number; readonly response: ServerResponse }>();
  readonly #commands = new Map<string, string[]>();
  readonly #redirects = new Map<string, string>();
  readonly #protected = new Set<string>();
  readonly #held = new Map<string, Promise<void>>();
  /** The newest document of each path that has drawn itself: one from before it is being left. */
  readonly #ready = new Map<string, number>();
  #nextId = 1;
  #nextSerial = 1;

  constructor(private readonly pages: Readonly<Record<string, string>>) {}

  /** Answers `path` with a redirect. */
  redirect(path: string, location: string): void {
    this.#redirects.set(path, location);
  }

  /** Answers `path` by asking for a name and a password. */
  protect(path: string): void {
    this.#protected.add(path);
  }

  /** Answers what is posted to `path` only once the answer is called. */
  hold(path: string): () => void {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#held.set(path, held);
    return () => {
      this.#held.delete(path);
      release();
    };
  }

  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    this.requests.push({ host: url.hostname, path: url.pathname });
    this.searches.push(url.search);
    response.on('error', () => response.destroy());
    const location = this.#redirects.get(url.pathname);
    if (location !== undefined) response.writeHead(302, { location }).end();
    else if (this.#protected.has(url.pathname))
      response.writeHead(401, { 'www-authenticate': 'Basic realm="Inner part"' }).end();
    else if (url.pathname === '/command') this.#poll(url.searchParams, response);
    else if (request.method === 'POST') this.#receive(url.pathname, request, response);
    else this.#serve(url.pathname, response);
  };

  /** The events so far that `select` picks. */
  of(...types: string[]): PageEvent[] {
    return this.events.filter(({ type }) => types.includes(type));
  }

  clear(): void {
    this.events.length = 0;
  }

  /** Settles when `isThere` holds for what was recorded; after `limitMs` all the same, so that the assertion speaks. */
  until(isThere: () => boolean, limitMs = 5000): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        stop();
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(done, limitMs);
      const stop = this.#changed.on(() => isThere() && done());
      if (isThere()) done();
    });
  }

  /** Runs an expression in the page that was loaded from `page` and answers its value. */
  evaluate<T>(page: string, code: string): Promise<T> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const stop = this.#answered.on((answer) => {
        if (answer.id !== id) return;
        stop();
        if (answer.error === undefined) resolve(answer.value as T);
        else reject(new Error(answer.error));
      });
      this.#commands.set(page, [...(this.#commands.get(page) ?? []), JSON.stringify({ id, code })]);
      this.#hand(page);
    });
  }

  /** Sends the page at `from` on to `to` and waits until that one has drawn itself. */
  async go(from: string, to: string): Promise<void> {
    const isReady = () => this.events.some(({ type, page }) => type === 'ready' && page === to);
    this.clear();
    await this.evaluate(from, `void setTimeout(() => location.assign(${JSON.stringify(to)}), 0)`);
    await this.until(isReady);
  }

  #poll(asked: URLSearchParams, response: ServerResponse): void {
    const page = asked.get('page') ?? '';
    const serial = Number(asked.get('serial'));
    if (serial < (this.#ready.get(page) ?? 0)) {
      // What it would be told is for the document in its place, which may be of another process.
      response.destroy();
      return;
    }
    this.#polls.set(page, { serial, response });
    response.on('close', () => {
      if (this.#polls.get(page)?.response === response) this.#polls.delete(page);
    });
    this.#hand(page);
  }

  #hand(page: string): void {
    const poll = this.#polls.get(page);
    const [command, ...rest] = this.#commands.get(page) ?? [];
    if (poll === undefined || command === undefined) return;
    this.#polls.delete(page);
    this.#commands.set(page, rest);
    poll.response.end(command);
  }

  #receive(path: string, request: IncomingMessage, response: ServerResponse): void {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      void (this.#held.get(path) ?? Promise.resolve()).then(() => response.end());
      if (path === '/answer') this.#answered.emit(JSON.parse(body) as Answer);
      else if (path !== '/log') this.posts.push({ path, body });
      if (path === '/log') this.#note(JSON.parse(body) as PageEvent[]);
      this.#changed.emit();
    });
  }

  #note(events: readonly PageEvent[]): void {
    for (const { serial, ...event } of events) {
      if (event.type === 'ready') this.#isReady(String(event.page), Number(serial));
      this.events.push(event);
    }
  }

  #isReady(page: string, serial: number): void {
    this.#ready.set(page, Math.max(serial, this.#ready.get(page) ?? 0));
    const poll = this.#polls.get(page);
    if (poll === undefined || poll.serial >= serial) return;
    this.#polls.delete(page);
    poll.response.destroy();
  }

  #serve(path: string, response: ServerResponse): void {
    const body = this.pages[path];
    // A page that was left may still hold its poll; what is asked from now on is for the new one.
    this.#polls.delete(path);
    response.setHeader('cache-control', 'no-store');
    response.setHeader('content-type', `text/${path.endsWith('.js') ? 'javascript' : 'html'}; charset=utf-8`);
    if (body === undefined) response.writeHead(404).end('<title>Not found</title>');
    else if (path.endsWith('.js')) response.end(body);
    else
      response.end(
        `<!doctype html><meta charset="utf-8"><script>${agentOf(this.#nextSerial++)}</script>${body}`,
      );
  }
}
