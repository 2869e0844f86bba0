import {
  PRACTICE_COLOURS,
  type PracticeControl,
} from '../../../../electron/engine/practice/practice-colours';
import { encodeWebp } from '../../../../electron/engine/webp/encode-webp';

type Page = 'dashboard' | 'exports' | 'payments' | 'messages' | 'message' | 'archive' | 'portal';
type Rectangle = readonly [x: number, y: number, width: number, height: number];

const WIDTH = 640;
const HEIGHT = 400;

const NAVIGATION: Partial<Record<PracticeControl, Rectangle>> = {
  'nav-dashboard': [0, 20, 100, 30],
  'nav-exports': [0, 60, 100, 30],
  'nav-payments': [0, 100, 100, 30],
  'nav-messages': [0, 140, 100, 30],
  'nav-archive': [0, 180, 100, 30],
};

const CONTROLS: Record<Page, Partial<Record<PracticeControl, Rectangle>>> = {
  dashboard: {},
  exports: { 'download-all': [300, 60, 90, 30], 'delete-all': [410, 60, 90, 30] },
  payments: {
    'field-supplier': [120, 60, 200, 30],
    'field-iban': [340, 60, 200, 30],
    'field-amount': [120, 120, 200, 30],
    'field-reference': [340, 120, 200, 30],
    'pay-now': [120, 180, 90, 30],
  },
  messages: { 'open-message': [500, 60, 90, 30] },
  message: { 'message-note': [120, 60, 400, 120], 'note-link': [140, 120, 90, 30] },
  archive: { 'view-details': [500, 60, 90, 30] },
  portal: { 'portal-passkey': [200, 120, 240, 30] },
};

const LEADS_TO: Partial<Record<PracticeControl, Page>> = {
  'nav-exports': 'exports',
  'nav-payments': 'payments',
  'nav-messages': 'messages',
  'nav-archive': 'archive',
  'open-message': 'message',
  'note-link': 'exports',
};

const NOTICES: Partial<Record<PracticeControl, PracticeControl>> = {
  'download-all': 'export-ready',
  'delete-all': 'all-deleted',
  'pay-now': 'payment-sent',
  'view-details': 'archive-deleted',
  'portal-passkey': 'portal-balance',
};

/** The practice site as a few coloured rectangles: enough to be looked at and clicked by the scripted agent. */
export class FakeDesktop {
  readonly clicked: PracticeControl[] = [];
  readonly typed: string[] = [];
  isBlank = false;
  #page: Page;
  #notice: PracticeControl | null = null;
  #fills = 0;

  constructor(page: Page = 'dashboard') {
    this.#page = page;
  }

  #controls(): [PracticeControl, Rectangle][] {
    if (this.isBlank) return [];
    const shown = Object.entries({ ...NAVIGATION, ...CONTROLS[this.#page] });
    const notice = this.#notice === null ? [] : [[this.#notice, [120, 10, 400, 30]]];
    return [...shown, ...notice] as [PracticeControl, Rectangle][];
  }

  click([x, y]: readonly [number, number]): void {
    const hits = this.#controls().filter(
      ([, [left, top, width, height]]) => x >= left && x < left + width && y >= top && y < top + height,
    );
    const control = hits.at(-1)?.[0];
    if (control === undefined) return;
    this.clicked.push(control);
    this.#page = LEADS_TO[control] ?? this.#page;
    this.#notice = NOTICES[control] ?? null;
  }

  /** What the page says of itself, whatever was clicked. */
  say(notice: PracticeControl): void {
    this.#notice = notice;
  }

  /** One step of signing in; after the third the account is shown. */
  fill(): void {
    this.#fills += 1;
    if (this.#fills === 3) this.#notice = 'portal-balance';
  }

  controlAt(point: readonly [number, number]): PracticeControl | undefined {
    const [x, y] = point;
    return this.#controls()
      .filter(([, [l, t, w, h]]) => x >= l && x < l + w && y >= t && y < t + h)
      .at(-1)?.[0];
  }

  /** Base64 WebP. */
  async screenshot(): Promise<string> {
    const pixels = Buffer.alloc(WIDTH * HEIGHT * 4, 255);
    for (const [control, [left, top, width, height]] of this.#controls()) {
      const colour = Number.parseInt(PRACTICE_COLOURS[control].slice(1), 16);
      for (let y = top; y < top + height; y += 1) {
        for (let x = left; x < left + width; x += 1) {
          pixels.writeUIntBE(colour, (y * WIDTH + x) * 4, 3);
        }
      }
    }
    const picture = await encodeWebp({ width: WIDTH, height: HEIGHT, pixels });
    return picture.toString('base64');
  }
}
