import { describe, expect, it } from 'vitest';
import { verifySession } from '../../electron/engine/record/verify-session';
import type { AuditEntry } from '../../shared/domain/audit-entry';
import { isActBegun } from '../helpers/acts';
import { startEngineProxy } from '../helpers/engine-proxy';
import { makeEngine } from '../helpers/make-engine';
import { finish, reply, resultsOf, say, use } from '../helpers/make-loop';
import { execIn } from '../helpers/make-sandbox';

type Made = Awaited<ReturnType<typeof makeEngine>>;
const LONG = { timeout_seconds: 600, max_actions_per_minute: 600 };

/** A model whose turns wait for the test: `next` lets one more go. */
function stepwise() {
  const gates: (() => void)[] = [];
  const open: Promise<void>[] = [];
  const passes = (index: number): Promise<void> => {
    while (open.length <= index) open.push(new Promise((resolve) => gates.push(resolve)));
    return open[index] ?? Promise.resolve();
  };
  let asked = 0;
  let passed = 0;
  return {
    next: () => {
      void passes(passed);
      gates[passed]?.();
      passed += 1;
    },
    script: async () => {
      const turn = asked;
      asked += 1;
      await passes(turn);
      return turn < 3 ? reply(say('I look.'), use('screenshot', {})) : finish();
    },
  };
}

/** Sends a signal to the processes whose command line matches; one bracketed letter keeps the shell itself out. */
async function signal(made: Made, id: string, how: string, pattern: string, user: string): Promise<void> {
  const container = await made.containerOf(id);
  const script = `for p in $(grep -l -a -e '${pattern}' /proc/[0-9]*/cmdline); do kill -${how} $(basename $(dirname $p)); done; true`;
  await execIn(made.docker, container.id, ['/bin/sh', '-c', script], user);
}

/** The browser itself, and not the processes of its pages, whose end would be told first. */
const BROWSER = '[-]-remote-debugging-pipe';
const LEASE = '[a]irlock-lease';
const PAGES = '[-]-type=renderer';

const faults = (made: Made) =>
  made.entries.flatMap(({ entry }) => (entry.kind === 'fault' ? [entry.detail] : []));

/** What the agent was told by its newest result. */
const told = (made: Made) => {
  const last = resultsOf(made.requests.at(-1)).at(-1);
  return [last?.is_error === true, last?.content[0]?.text ?? ''] as const;
};

async function expectSound(made: Made, id: string) {
  await made.until(id, ({ endedAt }) => endedAt !== null);
  const { isSound, problems } = await verifySession(made.folder(id));
  expect({ isSound, problems }).toEqual({ isSound: true, problems: [] });
  expect(await made.hasContainer(id)).toBe(false);
}

const finishedActions = (entry: AuditEntry) => entry.kind === 'action-finished';
const untilActions = (made: Made, count: number) =>
  new Promise<void>((resolve) => {
    const check = () => {
      if (made.entries.filter(({ entry }) => finishedActions(entry)).length < count) return;
      stop();
      resolve();
    };
    const stop = made.engine.sessions.recorded.on(() => queueMicrotask(check));
    check();
  });

describe('a part that breaks is brought back, and the agent is told before it acts again:', () => {
  const cases = [
    {
      what: 'the browser is killed',
      name: BROWSER,
      user: '1001',
      fault: { where: 'browser', what: 'the browser ended and was started again' },
      says: /^Not carried out: the browser ended and was started again; what it showed is lost\. Take a screenshot/,
    },
    {
      what: 'the display stream is cut',
      name: '[s]ocat',
      user: '1002',
      fault: { where: 'display', what: 'the connection to its display broke; it was connected again' },
      says: /^Not carried out: the screen went away and came back\. Take a screenshot/,
    },
    {
      what: 'the display server is killed, and the browser with it',
      name: '[X]tigervnc',
      user: '1002',
      fault: { where: 'browser', what: 'the browser ended and was started again' },
      says: /^Not carried out: the browser ended and was started again; what it showed is lost\./,
    },
  ];
  for (const { what, name, user, fault, says } of cases) {
    it(`${what}`, async () => {
      const agent = stepwise();
      const made = await makeEngine({ script: agent.script });
      const { id } = await made.start(LONG);
      agent.next();
      await untilActions(made, 1);
      await signal(made, id, 'KILL', name, user);
      await made.untilEntry(id, 'fault', ({ detail }) => detail.where === fault.where);
      agent.next();
      await made.untilEntry(id, 'action-skipped');
      agent.next();
      await untilActions(made, 2);
      agent.next();
      expect((await made.until(id, ({ endedAt }) => endedAt !== null)).state).toBe('finished');
      expect(faults(made)).toContainEqual(fault);
      const answers = made.requests.slice(1).map((request) => resultsOf(request).at(-1));
      expect(answers.map((answer) => answer?.is_error === true).slice(0, 3)).toEqual([false, true, false]);
      expect(answers[1]?.content[0]?.text).toMatch(says);
      await expectSound(made, id);
    });
  }

  it('the relay is killed: pages load again', async () => {
    const agent = stepwise();
    const made = await makeEngine({ script: agent.script });
    const { id } = await made.start(LONG);
    await made.untilState(id, 'running');
    await signal(made, id, 'KILL', '[r]elay.mjs', '1003');
    const { detail } = await made.untilEntry(id, 'fault');
    expect(detail).toEqual({ where: 'relay', what: 'its network relay ended and was started again' });
    for (let turn = 0; turn < 4; turn += 1) agent.next();
    expect((await made.until(id, ({ endedAt }) => endedAt !== null)).state).toBe('finished');
    await expectSound(made, id);
  });

  it('the lease is killed: the sandbox is held again', async () => {
    const agent = stepwise();
    const made = await makeEngine({ script: agent.script });
    const { id } = await made.start(LONG);
    await made.untilState(id, 'running');
    await signal(made, id, 'KILL', LEASE, '1002');
    const { detail } = await made.untilEntry(id, 'fault');
    expect(detail).toEqual({ where: 'lease', what: 'its lease ended and was started again' });
    for (let turn = 0; turn < 4; turn += 1) agent.next();
    expect((await made.until(id, ({ endedAt }) => endedAt !== null)).state).toBe('finished');
    await expectSound(made, id);
  });

  it('a lease that keeps ending ends the run: nothing goes on in a sandbox that would outlive the console', async () => {
    const made = await makeEngine({ script: () => reply(use('wait', { duration: 300 })) });
    const { id } = await made.start(LONG);
    await made.untilEntry(id, 'action-started');
    for (let times = 1; times <= 4; times += 1) {
      await signal(made, id, 'KILL', LEASE, '1002');
      while (faults(made).length < times)
        await new Promise((resolve) => made.engine.sessions.recorded.on(resolve));
    }
    const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect([ended.state, ended.stateReason]).toEqual([
      'failed',
      'The sandbox failed: its lease ended, and it had been restarted 3 times. Nothing was carried on; start the task again.',
    ]);
    await expectSound(made, id);
  });

  it('an action that was under way has an unknown outcome, and is not done again', async () => {
    let turn = 0;
    const made = await makeEngine({
      script: () => {
        turn += 1;
        if (turn === 1) return reply(use('wait', { duration: 2 }), use('key', { text: 'Tab' }));
        return finish();
      },
    });
    const { id } = await made.start({ ...LONG, allowed_key_combos: ['Tab'] });
    await made.untilEntry(id, 'action-started');
    await signal(made, id, 'KILL', BROWSER, '1001');
    const { detail } = await made.untilEntry(id, 'action-finished');
    expect(detail).toMatchObject({ outcome: 'unknown', error: expect.stringContaining('was started again') });
    await made.until(id, ({ endedAt }) => endedAt !== null);
    const started = made.entries.filter(({ entry }) => isActBegun(entry));
    expect(started).toHaveLength(1);
    expect(told(made)[1]).toMatch(/^Not executed: an earlier/);
    await expectSound(made, id);
  });

  it('the process of the page is killed', async () => {
    const agent = stepwise();
    const made = await makeEngine({ script: agent.script });
    const { id } = await made.start(LONG);
    agent.next();
    await untilActions(made, 1);
    await signal(made, id, 'KILL', PAGES, '1001');
    expect((await made.untilEntry(id, 'fault')).detail).toEqual({
      where: 'browser',
      what: 'its page crashed',
    });
    agent.next();
    expect((await made.untilEntry(id, 'action-skipped')).denial_reason).toMatch(/^the page crashed/);
    agent.next();
    await untilActions(made, 2);
    agent.next();
    await expectSound(made, id);
  });

  it('a browser that keeps ending ends the run, with a plain reason', async () => {
    const made = await makeEngine({ script: () => reply(use('wait', { duration: 300 })) });
    const { id } = await made.start(LONG);
    await made.untilEntry(id, 'action-started');
    for (let times = 1; times <= 2; times += 1) {
      await signal(made, id, 'KILL', BROWSER, '1001');
      while (faults(made).length < times)
        await new Promise((resolve) => made.engine.sessions.recorded.on(resolve));
    }
    await signal(made, id, 'KILL', BROWSER, '1001');
    const ended = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect([ended.state, ended.stateReason]).toEqual([
      'failed',
      'The sandbox failed: the browser ended, and it had been restarted 2 times. Nothing was carried on; start the task again.',
    ]);
    await expectSound(made, id);
  });
});

describe('a part that stands still pauses the run, and nothing is sent to it:', () => {
  for (const [name, user, part] of [
    ['[X]tigervnc', '1002', 'display'],
    [BROWSER, '1001', 'browser'],
  ] as const) {
    it(`the ${part}`, async () => {
      const made = await makeEngine({ script: () => reply(use('wait', { duration: 300 })) });
      const { id } = await made.start(LONG);
      await made.untilEntry(id, 'action-started');
      const begun = performance.now();
      await signal(made, id, 'STOP', name, user);
      const paused = await made.untilState(id, 'paused');
      expect(performance.now() - begun).toBeLessThan(7500);
      expect(paused.stateReason).toContain(`its ${part} does not answer`);
      expect(faults(made)).toContainEqual({ where: part, what: `its ${part} does not answer` });
      await signal(made, id, 'CONT', name, user);
      await made.engine.sessions.resume(id);
      await made.untilState(id, 'running');
      await made.engine.sessions.stop(id);
      await expectSound(made, id);
    });
  }
});

describe('memory that is used up', () => {
  it('by a program in the sandbox ends that program; the run goes on, and the record says so', async () => {
    const made = await makeEngine({ script: () => reply(use('wait', { duration: 300 })) });
    const { id } = await made.start(LONG);
    await made.untilEntry(id, 'action-started');
    const container = await made.containerOf(id);
    const hog = 'const all = []; for (;;) all.push(Buffer.alloc(5e7, 1));';
    const { code } = await execIn(made.docker, container.id, ['node', '-e', hog], '1003');
    expect(code).toBe(137);
    expect((await made.untilEntry(id, 'fault')).detail).toEqual({
      where: 'container',
      what: 'a process in it was ended because the memory was used up',
    });
    expect(made.session(id).state).toBe('running');
    await made.engine.sessions.stop(id);
    await expectSound(made, id);
  });
});

describe('a container that somebody else', () => {
  for (const [what, reason] of [
    ['removes', /its container was (killed|removed)/],
    ['stops', /its container was told to end/],
  ] as const) {
    it(`${what} fails its run within 2 s with a plain reason, and no other`, async () => {
      const made = await makeEngine({ script: () => reply(use('wait', { duration: 300 })) });
      const [broken, other] = [await made.start(LONG), await made.start(LONG)];
      await Promise.all([broken, other].map(({ id }) => made.untilEntry(id, 'action-started')));
      const container = await made.containerOf(broken.id);
      const begun = performance.now();
      if (what === 'removes') await container.remove({ force: true });
      else await container.stop({ t: 5 });
      const failed = await made.until(broken.id, ({ endedAt }) => endedAt !== null);
      expect(performance.now() - begun).toBeLessThan(2000);
      expect([failed.state, failed.stateReason]).toEqual(['failed', expect.stringMatching(reason)]);
      await expectSound(made, broken.id);
      expect(made.session(other.id).state).toBe('running');
    });
  }
});

describe('an engine', () => {
  it('that goes away ends its runs within 10 s; when it is back nothing is left and the next run starts', async () => {
    const proxy = await startEngineProxy();
    const made = await makeEngine({
      script: () => reply(use('wait', { duration: 300 })),
      deps: { docker: proxy.engine },
    });
    const { id } = await made.start(LONG);
    await made.untilEntry(id, 'action-started');
    const begun = performance.now();
    proxy.drop();
    const failed = await made.until(id, ({ endedAt }) => endedAt !== null);
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect([failed.state, failed.stateReason]).toEqual([
      'failed',
      'The sandbox failed: the container engine stopped answering. Nothing was carried on; start the task again.',
    ]);
    await expect(made.start(LONG)).rejects.toMatchObject({ code: 'engine-unreachable' });
    proxy.restore();
    await made.engine.fleet.check(null);
    expect(await made.containers()).toEqual([]);
    const next = await made.start(LONG);
    await made.untilEntry(next.id, 'action-started');
  });

  it('that hangs pauses its runs; they go on when it answers again, and stop works meanwhile', async () => {
    const proxy = await startEngineProxy();
    const made = await makeEngine({
      script: () => reply(use('wait', { duration: 300 })),
      deps: { docker: proxy.engine },
    });
    const [one, two] = [await made.start(LONG), await made.start(LONG)];
    await Promise.all([one, two].map(({ id }) => made.untilEntry(id, 'action-started')));
    const container = await made.containerOf(one.id);
    proxy.stall();
    await Promise.all([one, two].map(({ id }) => made.untilState(id, 'paused')));
    const begun = performance.now();
    await made.engine.sessions.stop(one.id);
    expect(performance.now() - begun).toBeLessThan(3500);
    expect(made.session(one.id).state).toBe('stopped');
    proxy.restore();
    await made.engine.sessions.resume(two.id);
    await made.untilState(two.id, 'running');
    await made.engine.fleet.check(null);
    await container.wait({ condition: 'removed' }).catch(() => undefined);
    expect(await made.containers()).toHaveLength(1);
  });
});
