import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { systemClock } from '../electron/engine/base/clock';
import { EgressBroker } from '../electron/engine/egress/egress-broker';
import { createPracticeSite, PRACTICE_HOST } from '../electron/engine/practice/practice-site';
import type { SandboxUse } from '../electron/engine/sandbox/sandbox';
import { SUPERVISED } from '../shared/domain/policy-presets';
import { NOTHING_MASKED } from './open-sandbox';

const PRACTICE_PAGES = [
  '/exports',
  '/',
  '/payments',
  '/messages',
  '/messages/1',
  '/portal',
  '/bank',
  '/bank/savings',
];
const PAGES_HOST = 'pages.test';

/** The screens that pictures are measured on: each page of the practice site, and the hard cases. */
export const PRACTICE_SCREENS = PRACTICE_PAGES.map((page) => `http://${PRACTICE_HOST}${page}`);
export const HARD_SCREENS = {
  'a page full of text': `http://${PAGES_HOST}/text`,
  'a photograph': `http://${PAGES_HOST}/photograph`,
  noise: `http://${PAGES_HOST}/noise`,
} as const;

/** Words in no order that repeats: text that was copied over and over would be too easy. */
function text(): string {
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  const word = () =>
    Array.from({ length: 2 + (random() % 9) }, () => String.fromCharCode(97 + (random() % 26))).join('');
  return Array.from({ length: 1600 }, word).join(' ');
}

const canvas = (program: string) =>
  `<!doctype html><body style="margin:0"><canvas id="c" width="1280" height="800"></canvas><script>
const context = document.getElementById('c').getContext('2d');
const image = context.createImageData(1280, 800);
const data = image.data;
${program}
for (let at = 3; at < data.length; at += 4) data[at] = 255;
context.putImageData(image, 0, 0);
</script>`;

/** Slow changes of light with the grain of a camera's sensor. */
const PHOTOGRAPH = canvas(`let state = 1;
const grain = () => { state = (state * 48271) % 2147483647; return (state / 2147483647 - 0.5) * 6; };
for (let y = 0; y < 800; y += 1) for (let x = 0; x < 1280; x += 1) {
  const at = (y * 1280 + x) * 4;
  const light = 128 + 60 * Math.sin(x / 90) + 50 * Math.cos(y / 70 + x / 200);
  const grains = grain();
  data[at] = light + grains; data[at + 1] = light * 0.8 + grains; data[at + 2] = 200 - light * 0.5 + grains;
}`);
const NOISE = canvas(
  'for (let at = 0; at < data.length; at += 65536) crypto.getRandomValues(data.subarray(at, at + 65536));',
);
const HARD_PAGES: Readonly<Record<string, string>> = {
  '/text': `<!doctype html><body style="font:14px serif;columns:2">${text()}`,
  '/photograph': PHOTOGRAPH,
  '/noise': NOISE,
};

function servePage({ url }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(HARD_PAGES[url ?? ''] ?? '');
}

/** What a sandbox needs that shows these screens. */
export function screensUse(): { readonly use: SandboxUse; close(): void } {
  const folder = path.resolve(import.meta.dirname, '../assets/practice-site');
  const broker = new EgressBroker({
    clock: systemClock,
    policy: { ...SUPERVISED, allowed_hosts: [`${PRACTICE_HOST}:80`, `${PAGES_HOST}:80`] },
    services: new Map([
      [PRACTICE_HOST, createPracticeSite({ folder, now: Date.now }).handle],
      [PAGES_HOST, servePage],
    ]),
    onDecided: async () => undefined,
  });
  const network: SandboxUse['network'] = {
    attach: (stream) => broker.attach(stream),
    guard: (browser) =>
      browser.requests.guard({ judge: () => ({ isAllowed: true }), onRefused: () => undefined }),
  };
  const pictures = { redaction: NOTHING_MASKED, area: null };
  return {
    use: { network, startUrl: PRACTICE_SCREENS[0] ?? '', pictures },
    close: () => broker.dispose(),
  };
}
