import type { Box } from '../../../../shared/domain/geometry';

type Place = { readonly x: number; readonly y: number };

/** By how much the corners of a frame may miss a parallelogram, in pixels; more is a turn in space. */
const SLACK = 1;

/** Where a document lies in what is around it, or on the screen: an affine map of its CSS pixels. */
export class Placement {
  private constructor(
    private readonly origin: Place,
    private readonly right: Place,
    private readonly down: Place,
  ) {}

  /** A document whose corner is at `origin`, `scale` pixels to each of its own. */
  static at(origin: Place, scale: number): Placement {
    return new Placement(origin, { x: scale, y: 0 }, { x: 0, y: scale });
  }

  /**
   * A document of this size that fills a quad (four corners, clockwise, as CDP has them). Null when the quad is none
   * that moving, scaling, turning and shearing give: where a place lies in it can't be told then.
   */
  static inQuad(quad: readonly number[] | null, width: number, height: number): Placement | null {
    if (quad === null || quad.length < 8 || width <= 0 || height <= 0) return null;
    const [ax, ay, bx, by, cx, cy, dx, dy] = quad as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    if (Math.abs(bx + dx - ax - cx) > SLACK || Math.abs(by + dy - ay - cy) > SLACK) return null;
    const right = { x: (bx - ax) / width, y: (by - ay) / width };
    const down = { x: (dx - ax) / height, y: (dy - ay) / height };
    if (Math.abs(right.x * down.y - right.y * down.x) < 1e-6) return null;
    return new Placement({ x: ax, y: ay }, right, down);
  }

  /** Where a place of the document lies outside. */
  toOuter({ x, y }: Place): Place {
    const { origin, right, down } = this;
    return { x: origin.x + x * right.x + y * down.x, y: origin.y + x * right.y + y * down.y };
  }

  /** Which place of the document lies under a place outside. */
  toInner({ x, y }: Place): Place {
    const { origin, right, down } = this;
    const [dx, dy] = [x - origin.x, y - origin.y];
    const area = right.x * down.y - right.y * down.x;
    return { x: (dx * down.y - dy * down.x) / area, y: (dy * right.x - dx * right.y) / area };
  }

  /** Where an inner document lies outside that lies in this one as `inner` says. */
  around(inner: Placement): Placement {
    const origin = this.toOuter(inner.origin);
    const step = (direction: Place): Place => {
      const end = this.toOuter({ x: inner.origin.x + direction.x, y: inner.origin.y + direction.y });
      return { x: end.x - origin.x, y: end.y - origin.y };
    };
    return new Placement(origin, step(inner.right), step(inner.down));
  }

  /** The smallest box outside, in whole pixels, around a quad of the document. */
  boxAround(quad: readonly number[] | undefined): Box {
    if (quad === undefined || quad.length < 8) return { x: 0, y: 0, width: 0, height: 0 };
    const corners = [0, 2, 4, 6].map((at) =>
      this.toOuter({ x: quad[at] as number, y: quad[at + 1] as number }),
    );
    const left = Math.min(...corners.map(({ x }) => x));
    const top = Math.min(...corners.map(({ y }) => y));
    const [x, y] = [Math.floor(left), Math.floor(top)];
    return {
      x,
      y,
      width: Math.ceil(Math.max(...corners.map((corner) => corner.x))) - x,
      height: Math.ceil(Math.max(...corners.map((corner) => corner.y))) - y,
    };
  }
}
