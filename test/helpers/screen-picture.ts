import type { Display } from '../../electron/engine/sandbox/display/display';
import { encodeWebp } from '../../electron/engine/webp/encode-webp';
import type { Redaction } from '../../shared/domain/policy';

/** The whole screen as WebP, unmasked: what only a test may have. */
export function screenPicture(display: Pick<Display, 'size' | 'pixelsIn'>): Promise<Buffer> {
  return encodeWebp(display.pixelsIn({ x: 0, y: 0, ...display.size }));
}

/** Nothing is masked. */
export const NO_REDACTION: Redaction = {
  regions: [],
  fields: [],
  detect: [],
  hide: [],
  when_unsure: 'page',
  live_view: 'plain',
};
