import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canTraceCalls, type DeniedCall, traceDenials } from '../helpers/denied-calls';
import { IMAGE_FOLDER, makeSandbox } from '../helpers/make-sandbox';
import { TestSite } from '../helpers/test-site';
import { USES } from './browsing-pages';

const HOSTS = ['page.test', 'two.test', 'three.test', 'four.test', 'five.test'];
const HEADING = /^\| call +\| number \|/;

type Rule = { readonly names: readonly string[]; readonly comment?: string };

/** The calls in SECCOMP.md that may be denied while a browser runs: number on x86_64, from the table there. */
async function expectedDenials(): Promise<Map<number, string>> {
  const lines = (await readFile(path.join(IMAGE_FOLDER, 'SECCOMP.md'), 'utf8')).split('\n');
  const rows = lines.slice(lines.findIndex((line) => HEADING.test(line)) + 2);
  const cells = rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((row) => row.split('|'));
  return new Map(
    cells.map(([, name = '', number = '']) => [Number(number), name.replaceAll('`', '').trim()]),
  );
}

describe('the seccomp profile', () => {
  it('has a note on every rule, and each of its calls once without conditions', async () => {
    const profile = JSON.parse(await readFile(path.join(IMAGE_FOLDER, 'seccomp.json'), 'utf8'));
    const rules = profile.syscalls as readonly (Rule & { args?: unknown })[];
    expect(rules.filter(({ comment = '' }) => comment.length < 4)).toEqual([]);
    const names = rules.filter(({ args }) => args === undefined).flatMap((rule) => rule.names);
    expect(names.length).toBe(new Set(names).size);
    expect([profile.defaultAction, names.includes('ptrace')]).toEqual(['SCMP_ACT_ERRNO', false]);
  });

  it.runIf(canTraceCalls())(
    'denies nothing that matters to a long look at many pages (SECCOMP.md)',
    async () => {
      const expected = await expectedDenials();
      const trace = await traceDenials();
      let denied: readonly DeniedCall[] = [];
      const words: Record<string, unknown> = {};
      try {
        const pages = Object.fromEntries(
          [...Object.keys(USES).map((use) => `/${use.replaceAll(' ', '-')}`), '/empty'].map((page) => [
            page,
            `<title>${page}</title><p>Page`,
          ]),
        );
        const site = new TestSite({ '/': '<title>Start</title><p>Start', ...pages });
        const { sandbox, dispose } = await makeSandbox({ site, hosts: HOSTS });
        let at = '/';
        for (const [use, code] of Object.entries(USES)) {
          const next = `/${use.replaceAll(' ', '-')}`;
          await site.go(at, next);
          at = next;
          words[use] = await outcome(site, next, code);
        }
        await sandbox.camera.take();
        await dispose();
      } finally {
        denied = await trace.stop();
      }
      expect(words).toEqual(Object.fromEntries(Object.keys(USES).map((use) => [use, 'ok'])));
      // Asked for at every start: a trace without it has seen nothing.
      expect(denied.map(({ number }) => expected.get(number))).toContain('socket');
      expect(denied.filter(({ number }) => !expected.has(number))).toEqual([]);
    },
  );
});

/** Runs an asynchronous use in a page and answers its word, or the error's. */
async function outcome(site: TestSite, page: string, code: string): Promise<unknown> {
  const begun = `(${code})().then((word) => note({ type: 'used', word }), (error) => note({ type: 'used', word: String(error) })), 1`;
  site.clear();
  await site.evaluate(page, begun);
  await site.until(() => site.of('used').length > 0, 15_000);
  return site.of('used')[0]?.word;
}
