import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeWebp } from '../../../electron/engine/webp/encode-webp';
import { unsendableDisplay } from '../../../shared/domain/sendable-display';
import { DisplaySize } from '../../../shared/domain/session';

/** Of the Messages API; the strictest reading of each. */
const MOST_TOKENS = 4784;
const MOST_SIDE_PX = 2000;
const MOST_BASE64_BYTES = 10_000_000;

/** What the encoder promises, with two tables of codes and a map of tiles. */
const mostBytes = (width: number, height: number) => width * height * 3.2 + 20_000;

describe('a display that can be sent unscaled', () => {
  it('exceeds none of the limits, whatever it shows', () => {
    const beyond: string[] = [];
    let sendable = 0;
    for (let width = 640; width <= 2560; width += 1)
      for (let height = 480; height <= 1600; height += 1) {
        if (unsendableDisplay({ width, height }) !== null) continue;
        sendable += 1;
        const tokens = Math.ceil(width / 28) * Math.ceil(height / 28);
        const base64 = Math.ceil(mostBytes(width, height) / 3) * 4;
        if (Math.max(width, height) > MOST_SIDE_PX || tokens > MOST_TOKENS || base64 > MOST_BASE64_BYTES)
          beyond.push(`${width}×${height}`);
      }
    expect(beyond).toEqual([]);
    expect(sendable).toBeGreaterThan(1_000_000);
  });

  it.each([
    [640, 480],
    [1280, 800],
    [1920, 1080],
    [1920, 1200],
    [2000, 1152],
    [1440, 1600],
  ])('may be %i×%i', (width, height) => {
    expect(unsendableDisplay({ width, height })).toBeNull();
  });

  it.each([
    [2001, 480],
    [1921, 1200],
    [1441, 1600],
    [2560, 1600],
  ])('may not be %i×%i', (width, height) => {
    expect(DisplaySize.safeParse({ width, height }).success).toBe(true);
    expect(unsendableDisplay({ width, height })).toContain(`${width}×${height}`);
  });

  it('fits even where it shows nothing but noise', async () => {
    const [width, height] = [1920, 1200];
    const file = await encodeWebp({ width, height, pixels: randomBytes(width * height * 4) });
    expect(file.length).toBeLessThan(mostBytes(width, height));
    expect(file.toString('base64').length).toBeLessThan(MOST_BASE64_BYTES);
  });
});
