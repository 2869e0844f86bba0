import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSandbox } from '../helpers/make-sandbox';
import { MemoryCredentials, sampleCredential } from '../helpers/memory-credentials';
import { OperatedRun } from '../helpers/operated-run';
import { SAMPLE, signInPages } from '../helpers/sign-in-pages';
import { TestSite } from '../helpers/test-site';

const ORIGIN = 'http://billing.practice.test';
const site = new TestSite(signInPages());
let made: Awaited<ReturnType<typeof makeSandbox>>;

beforeAll(async () => {
  made = await makeSandbox({ site, hosts: ['billing.practice.test'], startPath: '/code-one-field' });
});
afterAll(() => made?.dispose());

it('a code from the operator’s phone is filled in the page and sent, and stands in nothing that is kept', async () => {
  const login = sampleCredential({ origins: [ORIGIN], hasCode: false });
  const credentials = new MemoryCredentials().add(login, { password: SAMPLE.password });
  const run = new OperatedRun(made.sandbox, {}, credentials);
  const done = run.act('fill_otp', { credential: login.name });
  // What is refused before it is asked about says why.
  const refused = done.then(({ text }) => Promise.reject(new Error(text)));
  const approval = await Promise.race([run.asked(), refused]);
  refused.catch(() => undefined);
  expect(approval.signIn).toMatchObject({ step: 'code', codeFrom: 'operator', origin: ORIGIN });
  run.decide(approval, { verdict: 'approve', reason: '', code: SAMPLE.code.replace(/^(\d{3})/, '$1 ') });
  expect(await done).toMatchObject({ isError: false, text: expect.stringMatching(/^Filled and sent/) });
  await site.until(() => site.posts.length > 0);
  expect(site.posts.map(({ body }) => body).join()).toContain(SAMPLE.code);
  const kept = JSON.stringify([run.record.drafts, run.record.messages, approval, credentials.list()]);
  expect(kept).not.toContain(SAMPLE.code);
  expect(run.record.find('action-finished').at(-1)?.detail).toMatchObject({
    outcome: 'done',
    exposedMs: expect.any(Number),
  });
});
