import { encodePng } from '../../electron/engine/redaction/encode-png';
import type { Display } from '../../electron/engine/sandbox/display/display';
import type { Redaction } from '../../shared/domain/policy';

/** The whole screen as PNG, unmasked: what only a test may have. */
export function screenPicture(display: Pick<Display, 'size' | 'pixelsIn'>): Promise<Buffer> {
  return encodePng(display.pixelsIn({ x: 0, y: 0, ...display.size }));
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
