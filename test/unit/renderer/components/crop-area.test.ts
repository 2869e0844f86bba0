import { describe, expect, it } from 'vitest';
import { cropArea } from '../../../../renderer/components/crop-area';
import type { Box } from '../../../../shared/domain/geometry';

const FRAME = { width: 1280, height: 800 };

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

describe('the part of a frame that a close-up shows', () => {
  it('is the whole form of a button, with a margin', () => {
    const box = { x: 265, y: 297, width: 132, height: 40 };
    const around = { x: 265, y: 132, width: 966, height: 205 };
    const area = cropArea(FRAME, { point: { x: 331, y: 317 }, box, around });
    expect(contains(area, around)).toBe(true);
    expect(area.width).toBeLessThanOrEqual(1000);
  });

  it('is a button that sends nothing, close by', () => {
    const box = { x: 1099, y: 98, width: 132, height: 42 };
    const area = cropArea(FRAME, { point: { x: 1165, y: 119 }, box, around: null });
    expect(contains(area, box)).toBe(true);
    expect(area.width).toBeLessThan(220);
  });

  it('is never the inside of a wide field alone: what stands above it is there too', () => {
    const box = { x: 758, y: 156, width: 473, height: 43 };
    const area = cropArea(FRAME, { point: { x: 990, y: 177 }, box, around: null });
    expect(contains(area, { ...box, y: box.y - 24, height: box.height + 24 })).toBe(true);
  });

  it('is around the target where its form is too large for one picture', () => {
    const box = { x: 600, y: 700, width: 100, height: 40 };
    const around = { x: 0, y: -2000, width: 1280, height: 2760 };
    const area = cropArea(FRAME, { point: { x: 650, y: 720 }, box, around });
    expect(contains(area, box)).toBe(true);
    expect(area.height).toBeLessThanOrEqual(640);
  });

  it('lies on the frame, wherever the target is', () => {
    const whole = { x: 0, y: 0, ...FRAME };
    for (const point of [
      { x: 0, y: 0 },
      { x: 1279, y: 799 },
      { x: 640, y: 1 },
    ]) {
      expect(contains(whole, cropArea(FRAME, { point, box: null, around: null }))).toBe(true);
      const box = { x: point.x - 5, y: point.y - 5, width: 400, height: 10 };
      expect(contains(whole, cropArea(FRAME, { point, box, around: null }))).toBe(true);
    }
  });
});
