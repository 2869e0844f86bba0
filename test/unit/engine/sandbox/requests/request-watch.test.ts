import { describe, expect, it } from 'vitest';
import { CdpConnection } from '../../../../../electron/engine/sandbox/cdp/cdp-connection';
import type { CdpFields } from '../../../../../electron/engine/sandbox/cdp/cdp-values';
import { PausedRequest } from '../../../../../electron/engine/sandbox/requests/paused-request';
import type {
  RequestDecision,
  RequestFacts,
  RequestRule,
} from '../../../../../electron/engine/sandbox/requests/request-rule';
import {
  RequestWatch,
  type UnjudgedRequest,
} from '../../../../../electron/engine/sandbox/requests/request-watch';
import { FakeBrowser } from '../../../../helpers/fake-browser';
import { ManualClock } from '../../../../helpers/manual-clock';

const PASS: RequestDecision = { kind: 'pass' };

type Judge = (request: RequestFacts) => RequestDecision | Promise<RequestDecision>;

function rule(judge: Judge, types = ['Document']): RequestRule {
  return { types, limitMs: 1000, judge };
}

/** A watch over a browser in memory. */
async function begin(...rules: readonly RequestRule[]) {
  const browser = new FakeBrowser();
  const cdp = new CdpConnection(browser.client);
  const clock = new ManualClock();
  const watch = new RequestWatch(cdp.browser, rules, clock);
  const unjudged: UnjudgedRequest[] = [];
  watch.unjudged.on((request) => unjudged.push(request));
  await watch.begin();
  const settled = () =>
    browser.commands.filter(({ method }) => method.startsWith('Fetch.') && method !== 'Fetch.enable');
  let paused = 0;
  /** Holds one back and settles when the watch has heard of it. */
  const hold = async (changes: CdpFields = {}) => {
    paused += 1;
    const requestId = `r${paused}`;
    const request = { url: 'http://page.test/', method: 'GET' };
    browser.tell('Fetch.requestPaused', { requestId, request, resourceType: 'Document', ...changes });
    await cdp.browser.send('Test.sync');
    return requestId;
  };
  /** Holds one back and settles when it is decided about. */
  const pause = async (changes: CdpFields = {}) => {
    const requestId = await hold(changes);
    await browser.untilCommand(({ params }) => params.requestId === requestId);
  };
  const outcomes = () => settled().map(({ method, params }) => `${params.requestId} ${method}`);
  return { browser, cdp, clock, watch, unjudged, hold, pause, settled, outcomes };
}

describe('a request that nobody decides about is refused', () => {
  it.each<[string, Judge, string]>([
    [
      'because a rule throws',
      () => {
        throw new Error('<html>');
      },
      'the request could not be judged',
    ],
    ['because a rule rejects', () => Promise.reject(new Error('no')), 'the request could not be judged'],
    [
      'because a rule answers nothing',
      () => undefined as unknown as RequestDecision,
      'the request was not judged',
    ],
    [
      'because a rule promises and answers nothing',
      async () => undefined as unknown as RequestDecision,
      'the request was not judged',
    ],
    [
      'because a rule answers something else',
      () => ({ kind: 'perhaps' }) as unknown as RequestDecision,
      'the request was not judged',
    ],
  ])('%s', async (_what, judge, why) => {
    const after: string[] = [];
    const made = await begin(
      rule(judge),
      rule(({ url }) => {
        after.push(url);
        return PASS;
      }),
    );
    await made.pause();
    expect(made.settled()).toMatchObject([
      { method: 'Fetch.failRequest', params: { requestId: 'r1', errorReason: 'BlockedByClient' } },
    ]);
    expect([made.unjudged, after]).toEqual([[{ url: 'http://page.test/', why }], []]);
  });

  it('because a rule takes too long, and what it says afterwards changes nothing', async () => {
    let decide: (decision: RequestDecision) => void = () => undefined;
    const made = await begin(
      rule(
        () =>
          new Promise((resolve) => {
            decide = resolve;
          }),
      ),
    );
    await made.hold();
    made.clock.advance(999);
    await made.cdp.browser.send('Test.sync');
    expect(made.outcomes()).toEqual([]);
    made.clock.advance(1);
    await made.browser.until('Fetch.failRequest');
    decide(PASS);
    await made.cdp.browser.send('Test.sync');
    expect(made.outcomes()).toEqual(['r1 Fetch.failRequest']);
    expect(made.unjudged).toEqual([{ url: 'http://page.test/', why: 'the request was not judged in time' }]);
  });

  it.each([
    ['has no address', { request: { method: 'GET' } }],
    ['has an address that is no text', { request: { url: ['http://page.test/'], method: 'GET' } }],
    ['has no method', { request: { url: 'http://page.test/' } }],
    ['says nothing of what it asks for', { request: null }],
    ['is of no kind', { resourceType: undefined }],
    ['is of a kind that no rule is about', { resourceType: 'document' }],
  ])('because it %s', async (_what, changes) => {
    const made = await begin(rule(() => PASS));
    await made.pause(changes);
    expect([made.outcomes(), made.unjudged.length]).toEqual([['r1 Fetch.failRequest'], 1]);
  });

  it('and one without a name breaks nothing', async () => {
    const made = await begin(rule(() => PASS));
    await made.hold({ requestId: undefined });
    await made.hold({ requestId: { toString: 'x' } });
    await made.pause();
    expect(made.outcomes()).toEqual(['r3 Fetch.continueRequest']);
  });
});

describe('a request', () => {
  it('goes on when each rule that is about it has passed it, in their order', async () => {
    const asked: string[] = [];
    const noting = (name: string, types?: string[]) =>
      rule(async ({ type }) => {
        asked.push(`${name}: ${type}`);
        return PASS;
      }, types);
    const made = await begin(noting('first'), noting('other', ['XHR']), noting('last', ['XHR', 'Document']));
    await made.pause();
    await made.browser.until('Fetch.continueRequest');
    expect(asked).toEqual(['first: Document', 'last: Document']);
    expect(made.browser.of('Fetch.enable')[0]?.params.patterns).toEqual(
      ['Document', 'XHR'].map((resourceType) => ({ urlPattern: '*', resourceType, requestStage: 'Request' })),
    );
  });

  it('is answered by us where a rule says so, and the rules after it are not asked', async () => {
    const answer = { status: 403, headers: { 'Content-Type': 'text/plain' }, body: 'No: ä' };
    const made = await begin(
      rule(() => ({ kind: 'answer', answer })),
      rule(() => {
        throw new Error('asked all the same');
      }),
    );
    await made.pause();
    expect(made.settled()).toMatchObject([
      {
        method: 'Fetch.fulfillRequest',
        params: {
          requestId: 'r1',
          responseCode: 403,
          responseHeaders: [{ name: 'Content-Type', value: 'text/plain' }],
          body: Buffer.from('No: ä').toString('base64'),
        },
      },
    ]);
    expect(made.unjudged).toEqual([]);
  });

  it('that the browser begins again gets the same decision, also while that is awaited, and counts once', async () => {
    const asked: RequestFacts[] = [];
    let decide: (decision: RequestDecision) => void = () => undefined;
    const made = await begin(
      rule((request) => {
        asked.push(request);
        return new Promise((resolve) => {
          decide = resolve;
        });
      }),
    );
    await made.hold({ networkId: 'n' });
    await made.hold({ networkId: 'n' });
    decide({ kind: 'refuse' });
    await made.browser.until('Fetch.failRequest');
    await made.pause({ networkId: 'n' });
    expect(made.outcomes()).toEqual(['r1', 'r2', 'r3'].map((id) => `${id} Fetch.failRequest`));
    expect(asked).toHaveLength(1);
  });

  it.each<[string, CdpFields]>([
    ['asks another address', { request: { url: 'http://page.test/x', method: 'GET' } }],
    ['asks in another way', { request: { url: 'http://page.test/', method: 'POST' } }],
    ['is a redirect', { redirectedRequestId: 'r1' }],
    ['is another request', { networkId: 'm' }],
  ])('is judged by itself when it %s', async (_what, changes) => {
    const asked: RequestFacts[] = [];
    const made = await begin(
      rule((request) => {
        asked.push(request);
        return PASS;
      }),
    );
    await made.pause({ networkId: 'n' });
    await made.pause({ networkId: 'n', ...changes });
    expect([asked.length, made.outcomes().length]).toEqual([2, 2]);
  });

  it('is refused when the browser does not do what was decided', async () => {
    const made = await begin(rule(() => PASS));
    made.browser.answer = ({ method }) =>
      method === 'Fetch.continueRequest' ? { error: {} } : { result: {} };
    await made.pause();
    await made.browser.until('Fetch.failRequest');
    expect(made.outcomes()).toEqual(['r1 Fetch.continueRequest', 'r1 Fetch.failRequest']);
  });

  it('can not be settled twice: the second time is an error, and nothing is sent', async () => {
    const made = await begin(rule(() => PASS));
    const request = PausedRequest.read(made.cdp.browser, { requestId: 'x' });
    request?.refuse();
    expect(() => request?.letThrough()).toThrow('settled once');
    expect(() => request?.refuse()).toThrow('settled once');
    await made.cdp.browser.send('Test.sync');
    expect(made.outcomes()).toEqual(['x Fetch.failRequest']);
  });
});

it('remembers decisions of no more than 500 requests', async () => {
  let asked = 0;
  const made = await begin(
    rule(() => {
      asked += 1;
      return PASS;
    }),
  );
  for (let index = 0; index < 501; index += 1) await made.pause({ networkId: `n${index}` });
  await made.pause({ networkId: 'n500' });
  expect(asked).toBe(501);
  await made.pause({ networkId: 'n0' });
  expect(asked).toBe(502);
});

describe('a header that the console holds', () => {
  const held = (value: string | null) =>
    rule(() => ({ kind: 'pass', held: [{ name: 'X-Token', value: () => value }] }));
  const sent = (settled: readonly { readonly params: CdpFields }[]) =>
    settled.map(({ params }) => params.headers);

  it('is added to those of the page, in the place of one of the same name', async () => {
    const { pause, settled } = await begin(held('secret'));
    const headers = { Accept: '*/*', 'x-TOKEN': 'mine', Referer: 'http://page.test/' };
    await pause({ request: { url: 'http://page.test/', method: 'GET', headers } });
    expect(sent(settled())).toEqual([
      [
        { name: 'Accept', value: '*/*' },
        { name: 'Referer', value: 'http://page.test/' },
        { name: 'X-Token', value: 'secret' },
      ],
    ]);
  });

  it('is not sent once it is held no longer, and changes nothing of the request then', async () => {
    const { pause, settled } = await begin(held(null));
    await pause({ request: { url: 'http://page.test/', method: 'GET', headers: { 'x-token': 'mine' } } });
    expect(sent(settled())).toEqual([undefined]);
  });

  it('helps no request that another rule refuses', async () => {
    const { pause, outcomes } = await begin(
      held('secret'),
      rule(() => ({ kind: 'refuse' })),
    );
    await pause();
    expect(outcomes()).toEqual(['r1 Fetch.failRequest']);
  });
});
