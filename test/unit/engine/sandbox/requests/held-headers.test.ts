import { describe, expect, it } from 'vitest';
import { HeldHeaders } from '../../../../../electron/engine/sandbox/requests/held-headers';
import type { Initiator } from '../../../../../electron/engine/sandbox/requests/initiator';
import type { RequestFacts } from '../../../../../electron/engine/sandbox/requests/request-rule';

const OWN = 'https://app.example.com';
const OTHER = 'https://evil.example';

const documentOf = (origins: readonly string[]): Initiator => ({ kind: 'document', origins });
/** A frame that is to show a new document, with what is around it. */
const frameIn = (around: readonly string[]): Initiator => ({ kind: 'frame', around });

function request(changes: Partial<RequestFacts> = {}, headers: Record<string, string> = {}): RequestFacts {
  return {
    url: `${OWN}/data`,
    method: 'GET',
    type: 'XHR',
    isRedirect: false,
    frameId: 'frame',
    headers: new Map(Object.entries(headers)),
    ...changes,
  };
}

async function carries(asked: RequestFacts, initiator: Initiator, origins = [OWN]): Promise<boolean> {
  const headers = new HeldHeaders({
    initiators: { of: async () => initiator },
    renew: async () => undefined,
  });
  await headers.hold({ name: 'X-Token', value: () => 'secret', origins });
  const decision = await headers.judge(asked);
  return decision.kind === 'pass' && (decision.held ?? []).length === 1;
}

describe('a header that is held goes with no request', () => {
  it.each([
    'https://evil.example/data',
    'https://app.example.com.evil.example/data',
    'https://sub.app.example.com/data',
    'https://example.com/data',
    'https://app.example.com:8443/data',
    'http://app.example.com/data',
    'https://app.example.com./data',
    'https://аpp.example.com/data',
    'https://app.example.com@evil.example/data',
    'blob:https://app.example.com/1-2-3',
    'data:text/html,x',
    'nonsense',
  ])('to %s', async (url) => {
    expect(await carries(request({ url }), documentOf([OWN]))).toBe(false);
    expect(await carries(request({ url, type: 'Document' }), frameIn([]))).toBe(false);
  });

  it('of a document of another origin, of one in another’s page, or of one that nobody can tell', async () => {
    for (const type of ['XHR', 'Image', 'Fetch', 'Script', 'Ping', 'Other']) {
      expect(await carries(request({ type }), documentOf([OTHER]))).toBe(false);
      expect(await carries(request({ type }), documentOf([OWN, OTHER]))).toBe(false);
      expect(await carries(request({ type }), documentOf(['null']))).toBe(false);
      expect(await carries(request({ type }), { kind: 'unknown' })).toBe(false);
    }
  });

  it('of a worker of another origin', async () => {
    expect(await carries(request(), { kind: 'worker', origin: OTHER })).toBe(false);
    expect(await carries(request(), { kind: 'worker', origin: 'null' })).toBe(false);
  });

  it('that says itself that it comes from elsewhere, though its frame shows the right document by now', async () => {
    for (const origin of [OTHER, 'null']) {
      expect(await carries(request({}, { origin }), documentOf([OWN]))).toBe(false);
      expect(await carries(request({ type: 'Document' }, { origin }), frameIn([]))).toBe(false);
    }
    expect(await carries(request({}, { referer: `${OTHER}/page` }), documentOf([OWN]))).toBe(false);
    expect(await carries(request({}, { referer: 'nonsense' }), documentOf([OWN]))).toBe(false);
  });

  it('that the browser asks first, before one of another origin', async () => {
    const headers = { 'access-control-request-method': 'GET', origin: OWN };
    expect(await carries(request({ method: 'OPTIONS' }, headers), documentOf([OWN]))).toBe(false);
  });

  it('for a frame in somebody else’s page, nor for a form that somebody else sends', async () => {
    const type = 'Document';
    for (const around of [[OTHER], [OWN, OTHER], [OTHER, OWN], ['null']])
      expect(await carries(request({ type }), frameIn(around))).toBe(false);
    expect(await carries(request({ type }), { kind: 'unknown' })).toBe(false);
    expect(await carries(request({ type, method: 'POST' }), frameIn([]))).toBe(false);
    expect(await carries(request({ type, method: 'POST' }, { origin: OTHER }), frameIn([OWN]))).toBe(false);
  });
});

describe('a header that is held goes with a request', () => {
  it('of its own documents and workers, of whatever kind', async () => {
    for (const type of ['XHR', 'Image', 'Script', 'Ping', 'Other'])
      expect(await carries(request({ type }, { referer: `${OWN}/page` }), documentOf([OWN]))).toBe(true);
    expect(await carries(request({ method: 'POST' }, { origin: OWN }), documentOf([OWN, OWN]))).toBe(true);
    expect(await carries(request(), { kind: 'worker', origin: OWN })).toBe(true);
  });

  it('for a page that is opened, from wherever, and for a form of its own', async () => {
    const type = 'Document';
    expect(await carries(request({ type }, { referer: `${OTHER}/` }), frameIn([]))).toBe(true);
    expect(await carries(request({ type, isRedirect: true }), frameIn([]))).toBe(true);
    expect(await carries(request({ type, method: 'POST' }, { origin: OWN }), frameIn([]))).toBe(true);
    expect(await carries(request({ type }), frameIn([OWN, OWN]))).toBe(true);
  });

  it('between the origins of one entry', async () => {
    const api = 'https://api.example.com';
    const asked = request({ url: `${api}/data` }, { origin: OWN });
    expect(await carries(asked, documentOf([OWN]), [OWN, api])).toBe(true);
  });
});

it('nothing is held back for it while there is none, and none is left where the browser does not take part', async () => {
  let fails = true;
  const headers = new HeldHeaders({
    initiators: { of: async () => documentOf([OWN]) },
    renew: async () => {
      if (fails) throw new Error('gone');
    },
  });
  const held = { name: 'X-Token', value: () => 'secret', origins: [OWN] };
  await expect(headers.hold(held)).rejects.toThrow('gone');
  expect(headers.isOn).toBe(false);
  fails = false;
  const end = await headers.hold(held);
  expect(headers.isOn).toBe(true);
  end();
  expect(headers.isOn).toBe(false);
});
