import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EgressAnswer, EgressQuestion } from '../../../../electron/engine/egress/asking/egress-question';
import { makeHello } from './make-hello';
import { EgressRig, FakeUpstream, type RigOptions, readAll, readBytes } from './relay-harness';

/** An operator who answers when the test says so. */
class Operator {
  readonly questions: EgressQuestion[] = [];
  readonly withdrawn: EgressQuestion[] = [];
  readonly #answers: ((answer: EgressAnswer) => void)[] = [];

  readonly ask = (question: EgressQuestion, signal: AbortSignal): Promise<EgressAnswer> => {
    this.questions.push(question);
    signal.addEventListener('abort', () => this.withdrawn.push(question), { once: true });
    return new Promise((resolve) => this.#answers.push(resolve));
  };

  async asked(count: number): Promise<void> {
    await vi.waitUntil(() => this.questions.length >= count, { interval: 2 });
  }

  answer(answer: EgressAnswer): void {
    this.#answers.shift()?.(answer);
  }
}

let rig: EgressRig;
let operator: Operator;
let step = 0;

async function start(options: RigOptions = {}, upstream = new FakeUpstream()): Promise<void> {
  operator = new Operator();
  step = 1;
  rig = new EgressRig(upstream, {
    ask: operator.ask,
    context: () => ({ step, page: 'https://example.com/page' }),
    ...options,
    policy: { unknown_hosts: 'ask', ...options.policy },
  });
  await rig.start();
}

afterEach(() => rig.stop());

async function request(host: string, port = 443): Promise<Socket> {
  const socket = await rig.open();
  socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\n\r\n`);
  return socket;
}
const statusOf = async (socket: Socket) => String((await once(socket, 'data'))[0]).slice(9, 12);

describe('an unknown host', () => {
  it('is held, without resolving it, until the operator allows it', async () => {
    await start();
    const socket = await request('new.example.net');
    await operator.asked(1);
    expect(operator.questions).toEqual([
      {
        kind: 'connection',
        host: 'new.example.net',
        port: 443,
        isPlain: false,
        step: 1,
        page: 'https://example.com/page',
      },
    ]);
    expect([rig.resolved, rig.connections, rig.upstream.dialled]).toEqual([[], [], []]);
    operator.answer('once');
    expect(await statusOf(socket)).toBe('200');
    const hello = makeHello('new.example.net');
    socket.write(hello);
    await readBytes(socket, hello.length);
    expect(rig.connections).toMatchObject([
      {
        host: 'new.example.net',
        verdict: 'allowed',
        rule: 'unknown_hosts',
        reason: 'the operator allowed it',
        step: 1,
      },
    ]);
    socket.destroy();
  });

  it('is refused when the operator denies it, and asked about again the next time', async () => {
    await start();
    for (const count of [1, 2]) {
      const socket = await request('new.example.net');
      await operator.asked(count);
      operator.answer('deny');
      expect(await statusOf(socket)).toBe('403');
    }
    expect(rig.connections).toMatchObject([
      { verdict: 'denied' },
      { reason: 'the operator did not allow the host' },
    ]);
    expect(rig.upstream.dialled).toEqual([]);
  });

  it('is one question for all connections to it that wait, and once lets exactly those through', async () => {
    await start();
    const waiting = await Promise.all([1, 2, 3].map(() => request('NEW.example.net.')));
    await operator.asked(1);
    // A further host is asked after the three, so they have all joined by then.
    const other = await request('other.example.net');
    await operator.asked(2);
    operator.answer('once');
    expect(await Promise.all(waiting.map(statusOf))).toEqual(['200', '200', '200']);
    await request('new.example.net');
    await operator.asked(3);
    expect(operator.questions.map(({ host }) => host)).toEqual([
      'new.example.net',
      'other.example.net',
      'new.example.net',
    ]);
    other.destroy();
  });

  it('is not asked about again in this session after run, on that port', async () => {
    await start();
    const first = await request('new.example.net');
    await operator.asked(1);
    operator.answer('run');
    expect(await statusOf(first)).toBe('200');
    expect(await statusOf(await request('new.example.net'))).toBe('200');
    await request('new.example.net', 80);
    await operator.asked(2);
    expect(operator.questions[1]).toMatchObject({ port: 80, isPlain: true });
  });

  it('that the operator allows is still refused when it resolves to an address that is not public', async () => {
    await start({ resolve: async () => ['10.0.0.1'] });
    const socket = await request('new.example.net');
    await operator.asked(1);
    operator.answer('run');
    expect(await statusOf(socket)).toBe('403');
    expect(rig.connections).toMatchObject([{ verdict: 'denied', address: '10.0.0.1' }]);
  });

  it.each([
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
    ['ended', (socket: Socket) => socket.end()],
  ])(
    'whose connections were %s is still asked about, and the answer is for the next one',
    async (_how, leave) => {
      await start();
      const waiting = [await request('new.example.net'), await request('new.example.net')];
      // Asked after the two, so they have both joined by then.
      await request('other.example.net');
      await operator.asked(2);
      for (const socket of waiting) leave(socket);
      await vi.waitUntil(() => rig.connections.length === 2, { interval: 2 });
      expect(rig.connections[0]).toMatchObject({ reason: 'the browser left before the operator answered' });
      expect([operator.questions.length, operator.withdrawn]).toEqual([2, []]);
      operator.answer('once');
      expect(await statusOf(await request('new.example.net'))).toBe('200');
      await request('new.example.net');
      await operator.asked(3);
    },
  );

  it('is asked about no longer when the session ends', async () => {
    await start();
    await request('new.example.net');
    await operator.asked(1);
    rig.broker?.dispose();
    expect(operator.withdrawn).toHaveLength(1);
  });

  it.each([
    ['localhost', 443],
    ['metadata.google.internal', 443],
    ['intranet', 443],
    ['127.0.0.1', 443],
    ['[::1]', 443],
    ['new.example.net', 8443],
    ['new.example.net', 22],
  ])('%s:%i is refused without asking', async (host, port) => {
    await start();
    expect(await statusOf(await request(host, port))).toBe('403');
    expect(operator.questions).toEqual([]);
  });

  it('is refused when eight others wait for the operator', async () => {
    await start();
    for (let count = 1; count <= 8; count += 1) {
      await request(`host${count}.example.net`);
      await operator.asked(count);
    }
    expect(await statusOf(await request('host9.example.net'))).toBe('503');
    expect(operator.questions).toHaveLength(8);
  });

  it('is refused when the operator does not answer', async () => {
    await start({ policy: { approval_timeout_seconds: -4.98 } });
    expect(await statusOf(await request('new.example.net'))).toBe('403');
    expect(rig.connections).toMatchObject([{ reason: 'the operator did not answer in time' }]);
    expect(operator.withdrawn).toHaveLength(1);
  });

  it.each([
    ['throws', () => Promise.reject(new Error('no window'))],
    ['answers nonsense', () => Promise.resolve('yes' as EgressAnswer)],
    [
      'throws at once',
      () => {
        throw new Error('broken');
      },
    ],
  ])('is refused when the question %s', async (_what, ask) => {
    await start({ ask });
    expect(await statusOf(await request('new.example.net'))).toBe('403');
  });

  it('is refused where nobody can be asked', async () => {
    rig = new EgressRig(new FakeUpstream(), { policy: { unknown_hosts: 'ask' } });
    await rig.start();
    expect(await statusOf(await request('new.example.net'))).toBe('403');
  });
});

describe('more data to a host than was agreed', () => {
  const LIMIT = 4000;
  const upload = { policy: { ask_upload_above_kb: LIMIT / 1000 } };

  /** A tunnel through which the greeting has gone. */
  async function greeted(host = 'example.com'): Promise<Socket> {
    const socket = await rig.tunnel(`${host}:443`);
    const hello = makeHello(host);
    socket.write(hello);
    await readBytes(socket, hello.length);
    return socket;
  }
  function counter() {
    let received = 0;
    const upstream = new FakeUpstream((socket) => {
      socket.on('data', (bytes) => {
        received += bytes.length;
        socket.write(bytes);
      });
    });
    return { upstream, received: () => received };
  }

  it('arrives in full and then ends, when the browser has ended its side while it waited', async () => {
    const { upstream, received } = counter();
    await start(upload, upstream);
    const socket = await greeted();
    const sofar = received();
    socket.end(Buffer.alloc(LIMIT));
    await operator.asked(1);
    // There and back on the same link: the end of the upload has arrived too.
    await statusOf(await request('127.0.0.1'));
    operator.answer('once');
    await once(rig.upstream.sockets[0] as Socket, 'end');
    expect(received()).toBe(sofar + LIMIT);
  });

  it('waits for the operator with nothing of it sent', async () => {
    const { upstream, received } = counter();
    await start(upload, upstream);
    const socket = await greeted();
    const sofar = received();
    socket.write(Buffer.alloc(LIMIT));
    await operator.asked(1);
    expect(operator.questions).toEqual([
      {
        kind: 'upload',
        host: 'example.com',
        port: 443,
        step: 1,
        page: 'https://example.com/page',
        bytesUp: sofar,
        limitBytes: LIMIT,
      },
    ]);
    expect(received()).toBe(sofar);
    operator.answer('once');
    await readBytes(socket, LIMIT);
    expect(received()).toBe(sofar + LIMIT);
  });

  it('holds every connection to that host, and none to others', async () => {
    const { upstream } = counter();
    await start(upload, upstream);
    const [one, two, other] = [await greeted(), await greeted(), await greeted('a.api.example.com')];
    one.write(Buffer.alloc(LIMIT));
    await operator.asked(1);
    two.write('x');
    other.write('y');
    expect((await readBytes(other, 1)).toString()).toBe('y');
    operator.answer('once');
    expect((await readBytes(two, 1)).toString()).toBe('x');
    await readBytes(one, LIMIT);
    expect(operator.questions).toHaveLength(1);
  });

  it('asks again after the next portion of the same size', async () => {
    const { upstream } = counter();
    await start(upload, upstream);
    const socket = await greeted();
    for (const count of [1, 2]) {
      socket.write(Buffer.alloc(LIMIT));
      await operator.asked(count);
      operator.answer('once');
      await readBytes(socket, LIMIT);
    }
    expect(operator.questions).toHaveLength(2);
  });

  it('asks no more in this session after run', async () => {
    const { upstream } = counter();
    await start(upload, upstream);
    const socket = await greeted();
    socket.write(Buffer.alloc(LIMIT));
    await operator.asked(1);
    operator.answer('run');
    await readBytes(socket, LIMIT);
    step = 2;
    socket.write(Buffer.alloc(LIMIT * 5));
    await readBytes(socket, LIMIT * 5);
    expect(operator.questions).toHaveLength(1);
  });

  it('cuts the connections when denied, and sends nothing more to that host in this step', async () => {
    const { upstream, received } = counter();
    await start(upload, upstream);
    const socket = await greeted();
    const sofar = received();
    const closed = readAll(socket);
    socket.write(Buffer.alloc(LIMIT));
    await operator.asked(1);
    operator.answer('deny');
    await closed;
    const again = await rig.tunnel();
    const rest = readAll(again);
    again.write(makeHello('example.com'));
    expect(await rest).toEqual(Buffer.alloc(0));
    expect(received()).toBe(sofar);
    expect(rig.closed).toMatchObject([
      { connection: 1, why: 'no more data may go to this host in this step', bytesUp: sofar },
      { connection: 2, bytesUp: 0 },
    ]);
    step = 2;
    await greeted();
  });

  it('counts from zero in each step', async () => {
    const { upstream } = counter();
    await start(upload, upstream);
    const socket = await greeted();
    for (step = 2; step < 6; step += 1) {
      socket.write(Buffer.alloc(LIMIT - 1));
      await readBytes(socket, LIMIT - 1);
    }
    expect(operator.questions).toEqual([]);
  });

  it('is asked about no longer when the connection has gone', async () => {
    const { upstream } = counter();
    await start(upload, upstream);
    const socket = await greeted();
    socket.write(Buffer.alloc(LIMIT));
    await operator.asked(1);
    socket.resetAndDestroy();
    await vi.waitUntil(() => operator.withdrawn.length === 1, { interval: 2 });
    const next = await greeted();
    next.write('z');
    expect((await readBytes(next, 1)).toString()).toBe('z');
  });

  it('is denied where nobody can be asked', async () => {
    rig = new EgressRig(counter().upstream, upload);
    await rig.start();
    const socket = await greeted();
    const closed = readAll(socket);
    socket.write(Buffer.alloc(LIMIT));
    await closed;
  });
});
