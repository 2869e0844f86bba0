import { expect, it } from 'vitest';
import { ExposedSecrets } from '../../../../electron/engine/control/exposed-secrets';

function make() {
  const hidden = new Set<readonly string[]>();
  const narrowed = new Set<readonly string[]>();
  /** Documents that are still there. */
  const left = new Set<string>();
  const keep = (set: Set<readonly string[]>) => (one: readonly string[]) => {
    set.add(one);
    return () => set.delete(one);
  };
  const secrets = new ExposedSecrets({
    hide: keep(hidden),
    narrow: async (destinations) => keep(narrowed)(destinations),
    isLeft: async (_texts, document) => left.has(document),
  });
  return { secrets, hidden, narrowed, left };
}

const HOSTS = ['app.example.com:443'];

it('a secret is hidden, and its page held to its hosts, from before it is filled until no page has it', async () => {
  const { secrets, hidden, narrowed, left } = make();
  left.add('d1');
  await secrets.begin([Buffer.from('hunter22')], { document: 'd1', destinations: HOSTS });
  expect([secrets.areAny, [...hidden], [...narrowed]]).toEqual([true, [['hunter22']], [HOSTS]]);
  await secrets.review();
  expect([secrets.areAny, hidden.size, narrowed.size]).toEqual([true, 1, 1]);
  left.clear();
  await secrets.review();
  expect([secrets.areAny, hidden.size, narrowed.size]).toEqual([false, 0, 0]);
});

it('each of several ends by itself', async () => {
  const { secrets, hidden, left } = make();
  left.add('d2');
  await secrets.begin([Buffer.from('first-secret')], { document: 'd1', destinations: HOSTS });
  await secrets.begin([Buffer.from('second-secret'), Buffer.from('492039')], {
    document: 'd2',
    destinations: HOSTS,
  });
  await secrets.review();
  await secrets.review();
  expect([secrets.areAny, [...hidden]]).toEqual([true, [['second-secret', '492039']]]);
});

it('is over at once where nothing was filled', async () => {
  const { secrets, hidden, narrowed } = make();
  const end = await secrets.begin([Buffer.from('hunter22')], { document: 'd1', destinations: HOSTS });
  end();
  expect([secrets.areAny, hidden.size, narrowed.size]).toEqual([false, 0, 0]);
});

it('what the wiping of its bytes does not change: the copy that pages are asked with', async () => {
  const { secrets, hidden } = make();
  const value = Buffer.from('hunter22');
  await secrets.begin([value], { document: 'd1', destinations: HOSTS });
  value.fill(0);
  expect([...hidden]).toEqual([['hunter22']]);
});

it('nothing may be filled where pages can not be held', async () => {
  const { hidden } = make();
  const secrets = new ExposedSecrets({
    hide: () => () => undefined,
    narrow: () => Promise.reject(new Error('the browser is gone')),
    isLeft: async () => true,
  });
  await expect(secrets.begin([Buffer.from('x')], { document: 'd1', destinations: [] })).rejects.toThrow(
    'gone',
  );
  expect([secrets.areAny, hidden.size]).toEqual([false, 0]);
});
