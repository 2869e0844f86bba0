import { createHash } from 'node:crypto';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CONTENT_SECURITY_POLICY } from '../../electron/shell/content-security-policy';
import { Canary } from './canary';
import type { ConsoleApp } from './console-app';
import { expect, test } from './shared-console';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const FRAME = createHash('sha256').update(PNG).digest('hex');

type Answer = { readonly status: number; readonly headers: Record<string, string>; readonly text: string };

/** What the main process's own fetch gets, which sends a path as it is, beside what a page gets. */
async function ask({ app }: ConsoleApp, url: string, method = 'GET'): Promise<Answer | 'refused'> {
  return app.evaluate(
    async ({ net }, [url = '', method = '']) => {
      try {
        const answer = await net.fetch(url, { method });
        return {
          status: answer.status,
          headers: Object.fromEntries(answer.headers.entries()),
          text: await answer.text(),
        };
      } catch {
        return 'refused';
      }
    },
    [url, method],
  );
}

async function addFrame({ sessionsFolder }: ConsoleApp): Promise<void> {
  const folder = path.join(sessionsFolder, 'a-session', 'frames');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${FRAME}.png`), PNG);
  await writeFile(path.join(folder, 'notes.png'), PNG);
  await writeFile(path.join(sessionsFolder, 'a-session', 'secret.png'), 'secret');
}

test.describe('the console’s own files', () => {
  test('each come with the policy and with nosniff, and so does every error', async ({ airlock }) => {
    await addFrame(airlock);
    const built = await readdir(path.join(ROOT, 'out/renderer'), { recursive: true, encoding: 'utf8' });
    const files = built.filter((file) => path.extname(file) !== '').map((file) => `/${file}`);
    expect(files).toContain('/index.html');
    const paths = [...files, `/frames/a-session/${FRAME}`, '/none.html', '/frames/a-session/0', '/'];
    for (const each of paths) {
      const answer = await ask(airlock, `app://airlock${each}`);
      const expected = files.includes(each) || each.includes(FRAME) ? 200 : 404;
      expect(answer, each).toMatchObject({
        status: expected,
        headers: {
          'content-security-policy': CONTENT_SECURITY_POLICY,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-resource-policy': 'same-origin',
        },
      });
    }
  });

  test('come with a policy that allows nothing from elsewhere, no inline script and no frame', () => {
    const policy = new Map(
      CONTENT_SECURITY_POLICY.split('; ').map((part): [string, string] => {
        const [name = '', ...sources] = part.split(' ');
        return [name, sources.join(' ')];
      }),
    );
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' blob:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'frame-src': "'none'",
      'frame-ancestors': "'none'",
      'form-action': "'none'",
      'base-uri': "'none'",
      'object-src': "'none'",
      'require-trusted-types-for': "'script'",
    });
  });

  test('are all there is: every way out of the folder is 404', async ({ airlock }) => {
    await addFrame(airlock);
    const paths = [
      '/../main.cjs',
      '/..%2fmain.cjs',
      '/%2e%2e/main.cjs',
      '/%2e%2e%2fmain.cjs',
      '/..%5cmain.cjs',
      '/..\\main.cjs',
      '/assets/..%2f..%2fmain.cjs',
      '/%252e%252e%252fmain.cjs',
      '/..%252fmain.cjs',
      '/..%c0%afmain.cjs',
      '/..%u2215main.cjs',
      '/%ef%bc%8e%ef%bc%8e/main.cjs',
      '/....//main.cjs',
      '/..;/main.cjs',
      '/index.html%00.js',
      '/index.html/',
      '/index.html%20',
      '/index.html::$DATA',
      '//index.html',
      '/./assets',
      '/assets/',
      '/etc/passwd',
      '//etc/passwd',
      '/file:///etc/passwd',
      '/.content-hash',
      '/~root/.bashrc',
      '/C:/Windows/win.ini',
      '/index.HTML%3f',
      '/frames/a-session/secret',
      '/frames/a-session/secret.png',
      '/frames/a-session/notes',
      '/frames/a-session/notes.png',
      `/frames/a-session/${FRAME}.png`,
      `/frames/a-session/${FRAME}.webp`,
      `/frames/a-session/${FRAME.toUpperCase()}`,
      `/frames/a-session/${FRAME}/`,
      `/frames/A-session/${FRAME}`,
      `/frames/./a-session/x/../${FRAME}.json`,
      `/frames/a-session%2f..%2fa-session/${FRAME}`,
      `/frames/..%2fa-session/${FRAME}`,
      `/frames/%2e%2e/${FRAME}`,
      `/frames//${FRAME}`,
      `/frames/${'a'.repeat(81)}/${FRAME}`,
      `/frames/a-session/..%2fsecret.png`,
      `/frames/a-session/${'0'.repeat(64)}`,
    ];
    for (const each of paths) {
      const url = `app://airlock${each}`;
      const fromMain = await ask(airlock, url);
      if (fromMain !== 'refused') {
        expect(fromMain, each).toMatchObject({
          status: 404,
          text: 'Not found',
          headers: { 'x-content-type-options': 'nosniff' },
        });
      }
      const fromPage = await airlock.window.evaluate(
        (url) =>
          fetch(url).then(
            (answer) => answer.status,
            () => 'refused',
          ),
        url,
      );
      expect([404, 'refused'], each).toContain(fromPage);
    }
  });

  test('do not include what a link in the folder of frames leads to under a name that is none', async ({
    airlock,
  }) => {
    await addFrame(airlock);
    const folder = path.join(airlock.sessionsFolder, 'a-session', 'frames');
    await symlink('/etc/passwd', path.join(folder, 'passwd.png')).catch(() => undefined);
    for (const name of ['passwd', 'passwd.png'])
      expect(await ask(airlock, `app://airlock/frames/a-session/${name}`)).toMatchObject({ status: 404 });
  });

  test('are served to reading alone and under their own host alone', async ({ airlock }) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']) {
      const answer = await ask(airlock, 'app://airlock/index.html', method);
      expect(answer === 'refused' ? 404 : answer.status, method).toBe(404);
    }
    for (const host of ['elsewhere', 'airlock.example', 'index.html', 'airlockx', '127.0.0.1']) {
      const answer = await ask(airlock, `app://${host}/index.html`);
      expect(answer === 'refused' ? 404 : answer.status, host).toBe(404);
      const fromPage = await airlock.window.evaluate(
        (url) =>
          fetch(url).then(
            () => 'ANSWERED',
            () => 'refused',
          ),
        `app://${host}/index.html`,
      );
      expect(fromPage, host).toBe('refused');
    }
  });
});

test.describe('a page that was made to misbehave', () => {
  test('runs no script but the console’s own, and each attempt is reported', async ({ airlock }) => {
    const canary = await Canary.open();
    const outcome = await airlock.window.evaluate(async (url) => {
      const ran: string[] = [];
      Object.assign(window, { mark: (name: string) => ran.push(name) });
      const kept = new Set(document.querySelectorAll('*'));
      const make = (tag: string, attributes: Record<string, string> = {}) => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.body.append(element);
        return element;
      };
      type Policy = { createHTML(text: string): string; createScriptURL(text: string): string };
      const factory = (window as unknown as { trustedTypes: { createPolicy(...each: unknown[]): Policy } })
        .trustedTypes;
      const asIs = (text: string) => text;
      // Code that got past trusted types meets the list of sources all the same.
      const trusted = factory.createPolicy('attack', { createHTML: asIs, createScriptURL: asIs });
      const blob = URL.createObjectURL(new Blob(['mark("blob")'], { type: 'text/javascript' }));

      const attempts: Record<string, readonly [directive: string, attempt: () => unknown]> = {
        'text of a script': ['require-trusted-types-for', () => make('script').append('mark("inline")')],
        'address of a script': ['require-trusted-types-for', () => make('script', { src: '/assets/x.js' })],
        'event handler': ['require-trusted-types-for', () => make('p', { onclick: 'mark("handler")' })],
        'javascript: link': ['script-src-elem', () => make('a', { href: 'javascript:mark(1)' }).click()],
        'text as code': [
          'require-trusted-types-for',
          () => (globalThis as unknown as Record<'eval', (code: string) => void>).eval('mark("eval")'),
        ],
        'new function': ['require-trusted-types-for', () => new Function('mark("function")')()],
        'timer with text': [
          'require-trusted-types-for',
          () => (setTimeout as (code: unknown) => void)('mark("timer")'),
        ],
        'blob worker': ['require-trusted-types-for', () => new Worker(blob)],
        'service worker': [
          'require-trusted-types-for',
          () => navigator.serviceWorker.register('/assets/x.js'),
        ],
        'inner html': ['require-trusted-types-for', () => Object.assign(make('p'), { innerHTML: '<p>x' })],
        'outer html': ['require-trusted-types-for', () => Object.assign(make('p'), { outerHTML: '<p>x' })],
        'adjacent html': [
          'require-trusted-types-for',
          () => make('p').insertAdjacentHTML('beforeend', '<p>x'),
        ],
        'written document': ['require-trusted-types-for', () => document.write('<p>x')],
        'parsed document': [
          'require-trusted-types-for',
          () => new DOMParser().parseFromString('<p>x', 'text/html'),
        ],
        'fragment of a range': [
          'require-trusted-types-for',
          () => document.createRange().createContextualFragment('<p>x'),
        ],
        'frame with a document': [
          'require-trusted-types-for',
          () => Object.assign(make('iframe'), { srcdoc: '<p>x' }),
        ],
        'trusted script from elsewhere': [
          'script-src-elem',
          () => make('script', { src: trusted.createScriptURL(`${url}/x.js`) }),
        ],
        'trusted script from a blob': [
          'script-src-elem',
          () => make('script', { src: trusted.createScriptURL(blob) }),
        ],
        'trusted blob worker': ['worker-src', () => new Worker(trusted.createScriptURL(blob))],
        'trusted html with a handler': [
          'script-src-attr',
          () => {
            const html = trusted.createHTML('<img src="/none.png" onerror="mark(1)">');
            return Object.assign(make('p'), { innerHTML: html });
          },
        ],
        'import from a blob': ['script-src-elem', () => import(/* @vite-ignore */ blob)],
        'code for a machine': [
          'script-src',
          () => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
        ],
        'frame from elsewhere': ['frame-src', () => make('iframe', { src: `${url}/frame` })],
        'frame of our own': ['frame-src', () => make('iframe', { src: '/index.html' })],
        object: ['object-src', () => make('embed', { src: trusted.createScriptURL(`${url}/object`) })],
        'picture from elsewhere': ['img-src', () => make('img', { src: `${url}/picture.png` })],
        'picture from data': ['img-src', () => make('img', { src: 'data:image/png;base64,iVBORw0KGgo=' })],
        'inline style': [
          'style-src-elem',
          () => {
            const style = document.createElement('style');
            style.append('body { display: none }');
            document.body.append(style);
          },
        ],
        'style attribute': ['style-src-attr', () => make('p', { style: 'position: fixed; inset: 0' })],
        'base address': ['base-uri', () => make('base', { href: `${url}/` })],
        'form to elsewhere': [
          'form-action',
          () => (make('form', { action: `${url}/form`, method: 'post' }) as HTMLFormElement).submit(),
        ],
        'form to ourselves': [
          'form-action',
          () => (make('form', { action: '/x' }) as HTMLFormElement).submit(),
        ],
      };

      /**
       * Waits for the report, then for one of our own: reports come in order, so that a second one of this attempt can't
       * be taken for the next attempt's. The attempt is a task of its own: a test's own code is exempt from the policy.
       */
      const run = (directive: string, attempt: () => unknown) =>
        new Promise<void>((resolve) => {
          const mark = `${url}/end-of-attempt`;
          const report = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
            if (blockedURI === mark) {
              document.removeEventListener('securitypolicyviolation', report);
              resolve();
            } else if (effectiveDirective === directive) {
              new Image().src = mark;
            }
          };
          document.addEventListener('securitypolicyviolation', report);
          setTimeout(async () => {
            try {
              await attempt();
            } catch {
              // Many throw as well; the report is what counts.
            }
          });
        });
      const unreported = new Set(Object.keys(attempts));
      const late = new Promise<void>((resolve) => setTimeout(resolve, 10_000));
      const all = async () => {
        for (const [name, [directive, attempt]] of Object.entries(attempts)) {
          await run(directive, attempt);
          unreported.delete(name);
        }
      };
      await Promise.race([all(), late]);
      for (const element of document.querySelectorAll('*')) if (!kept.has(element)) element.remove();
      return {
        unreported: [...unreported],
        ran,
        count: Object.keys(attempts).length,
        base: document.baseURI,
      };
    }, `http://${canary.host}`);
    expect(outcome).toMatchObject({ unreported: [], ran: [] });
    expect(outcome.count).toBeGreaterThan(25);
    expect(outcome.base).toMatch(/^app:\/\/airlock\//);
    expect(canary.heard).toEqual([]);
    await canary.close();
  });
});
