import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Placement } from '../../../../../electron/engine/sandbox/browser/placement';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Corners of a frame of this size that is turned, scaled and moved. */
const turned = fc.record({
  width: number(20, 1200),
  height: number(20, 1200),
  angle: number(0, 2 * Math.PI),
  scale: number(0.2, 5),
  x: number(-500, 1500),
  y: number(-500, 1500),
});
type Turned = typeof turned extends fc.Arbitrary<infer T> ? T : never;

function quadOf({ width, height, angle, scale, x, y }: Turned): number[] {
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  const corner = (u: number, v: number) => [x + u * cos - v * sin, y + u * sin + v * cos];
  return [...corner(0, 0), ...corner(width, 0), ...corner(width, height), ...corner(0, height)];
}

const near = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.abs(a.x - b.x) < 1e-6 && Math.abs(a.y - b.y) < 1e-6;

describe('where a frame’s document lies', () => {
  it('can’t be told of a frame that is turned in space, has no area, or is not shown', () => {
    expect(Placement.inQuad([0, 0, 100, 20, 100, 80, 0, 100], 100, 100)).toBeNull();
    expect(Placement.inQuad([0, 0, 100, 0, 100, 0, 0, 0], 100, 100)).toBeNull();
    expect(Placement.inQuad([0, 0, 100, 0, 100, 100, 0, 100], 0, 100)).toBeNull();
    expect(Placement.inQuad([0, 0, 100, 0], 100, 100)).toBeNull();
    expect(Placement.inQuad(null, 100, 100)).toBeNull();
  });

  it('is where its corners are, and back, however it is turned and scaled', () => {
    fc.assert(
      fc.property(turned, number(0, 1), number(0, 1), (frame, u, v) => {
        const quad = quadOf(frame);
        const placement = Placement.inQuad(quad, frame.width, frame.height);
        if (placement === null) return false;
        const place = { x: u * frame.width, y: v * frame.height };
        const end = { x: quad[4] ?? 0, y: quad[5] ?? 0 };
        return (
          near(placement.toOuter({ x: frame.width, y: frame.height }), end) &&
          near(placement.toInner(placement.toOuter(place)), place)
        );
      }),
    );
  });

  it('in a frame in a frame is one after the other', () => {
    fc.assert(
      fc.property(turned, turned, number(0, 1), number(0, 1), (outer, inner, u, v) => {
        const [around, within] = [outer, inner].map((frame) =>
          Placement.inQuad(quadOf(frame), frame.width, frame.height),
        );
        if (!around || !within) return false;
        const place = { x: u * inner.width, y: v * inner.height };
        return near(around.around(within).toOuter(place), around.toOuter(within.toOuter(place)));
      }),
    );
  });

  it('gives boxes that hold all of what they are around', () => {
    const placement = Placement.at({ x: 0.4, y: 87 }, 1.25);
    expect(placement.boxAround([10, 10, 21, 10, 21, 19, 10, 19])).toEqual({
      x: 12,
      y: 99,
      width: 15,
      height: 12,
    });
    expect(placement.boxAround(undefined)).toEqual({ x: 0, y: 0, width: 0, height: 0 });
  });
});
