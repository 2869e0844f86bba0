import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPracticeSite } from '../../electron/engine/practice/practice-site';
import type { Redaction } from '../../shared/domain/policy';
import { MARK, markedPixels } from '../helpers/find-pixels';
import { makeSandbox, PRACTICE_FOLDER } from '../helpers/make-sandbox';
import { NO_REDACTION, screenPicture } from '../helpers/screen-picture';

/** The bank of the practice site, with every figure marked. */
function markedBank() {
  const bank = createPracticeSite({ folder: PRACTICE_FOLDER, now: Date.now });
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url !== '/bank.css') {
      bank.handle(request, response);
      return;
    }
    response.setHeader('content-type', 'text/css');
    response.end(
      `body { margin: 0; font: 15px/1.5 sans-serif } bank-card, bank-limit { display: block } .bank { display: block }
       .bank-frame { width: 100%; height: 190px; border: 0 } body:not(.bank) .bank-frame { height: 70px }
       .figure { background: ${MARK}; color: ${MARK}; white-space: nowrap }`,
    );
  };
  return { handle };
}

let made: Awaited<ReturnType<typeof makeSandbox>>;

beforeAll(async () => {
  made = await makeSandbox({
    services: { 'bank.test': markedBank() as never },
    policy: { allowed_hosts: ['bank.test:80'] },
  });
  await made.sandbox.browser.open('http://bank.test/bank');
  await made.sandbox.browser.painted();
  await made.sandbox.display.settle(() => made.sandbox.browser.isLoading(), new AbortController().signal);
}, 60_000);
afterAll(() => made?.dispose());

/** The marked pixels of the screen, and of a picture that leaves. */
async function pixelsWith(redaction: Partial<Redaction>): Promise<readonly [number, number]> {
  const { camera, display } = made.sandbox;
  camera.goBy({ redaction: { ...NO_REDACTION, ...redaction }, area: null });
  const { bytes } = await camera.take();
  return [markedPixels(await screenPicture(display)), markedPixels(bytes)];
}

describe('a bank’s figures, in frames in frames and in shadow roots', () => {
  it('are all there to be seen, where nothing is masked', async () => {
    const [onScreen, inPicture] = await pixelsWith({});
    expect(onScreen).toBeGreaterThan(15_000);
    expect(inPicture).toBe(onScreen);
  });

  it('have not one pixel in a picture that leaves, by selector', async () => {
    const [onScreen, inPicture] = await pixelsWith({ regions: [{ selector: '.figure' }] });
    expect([onScreen > 15_000, inPicture]).toEqual([true, 0]);
  });

  it('lose the numbers of accounts and cards to the detectors, and nothing else', async () => {
    const [onScreen, inPicture] = await pixelsWith({ detect: ['card_number', 'iban'] });
    // What is left are the balances, which no detector knows.
    expect(inPicture).toBeGreaterThan(1000);
    expect(inPicture).toBeLessThan(onScreen / 2);
  });

  it('are what a selector that is picked would mask', async () => {
    const preview = await made.sandbox.picker.preview('.figure');
    expect(preview.kind === 'shown' && preview.boxes.length).toBe(10);
  });
});
