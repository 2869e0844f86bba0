import type { Box } from '../../../shared/domain/geometry';

/** A decoded screenshot: four bytes a pixel, red first, no padding between rows. */
export type Pixels = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** Smaller patches are not controls: an edge of a letter, a line, a stray pixel. */
const MIN_SIDE = 12;

/** A horizontal run of matching pixels, from `start` up to but not including `end`. */
type Run = { readonly start: number; readonly end: number; patch: Patch };

/** Connected runs. A patch that was joined to another one forwards to it through `joined`. */
type Patch = { joined: Patch | null; area: number; left: number; top: number; right: number; bottom: number };

function patchOf(patch: Patch): Patch {
  let found = patch;
  while (found.joined !== null) found = found.joined;
  return found;
}

function join(one: Patch, other: Patch): Patch {
  const [into, from] = [patchOf(one), patchOf(other)];
  if (into === from) return into;
  from.joined = into;
  into.area += from.area;
  into.left = Math.min(into.left, from.left);
  into.top = Math.min(into.top, from.top);
  into.right = Math.max(into.right, from.right);
  into.bottom = Math.max(into.bottom, from.bottom);
  return into;
}

function addRow(row: readonly Run[], above: readonly Run[]): void {
  let i = 0;
  for (const run of row) {
    while ((above[i]?.end ?? Number.POSITIVE_INFINITY) <= run.start) i += 1;
    for (let j = i; (above[j]?.start ?? Number.POSITIVE_INFINITY) < run.end; j += 1) {
      const neighbour = above[j];
      if (neighbour !== undefined) run.patch = join(neighbour.patch, run.patch);
    }
  }
}

/**
 * The bounding box of the largest connected patch of exactly `colour` (`#rrggbb`), or null when there is none of at
 * least 12×12 pixels. Text on a button leaves its fill connected, so the box is the whole button.
 */
export function findColour(pixels: Pixels, colour: string): Box | null {
  const wanted = Number.parseInt(colour.slice(1), 16);
  const [red, green, blue] = [wanted >> 16, (wanted >> 8) & 0xff, wanted & 0xff];
  const { width, height, data } = pixels;
  const patches: Patch[] = [];
  let above: Run[] = [];

  for (let y = 0; y < height; y += 1) {
    const row: Run[] = [];
    let start = -1;
    for (let x = 0; x <= width; x += 1) {
      const at = (y * width + x) * 4;
      const matches = x < width && data[at] === red && data[at + 1] === green && data[at + 2] === blue;
      if (matches && start < 0) start = x;
      if (matches || start < 0) continue;
      const patch = { joined: null, area: x - start, left: start, top: y, right: x, bottom: y + 1 };
      patches.push(patch);
      row.push({ start, end: x, patch });
      start = -1;
    }
    addRow(row, above);
    above = row;
  }

  let largest: Patch | null = null;
  for (const patch of patches) {
    const isLarge = patch.right - patch.left >= MIN_SIDE && patch.bottom - patch.top >= MIN_SIDE;
    if (patch.joined === null && isLarge && patch.area > (largest?.area ?? 0)) largest = patch;
  }
  if (largest === null) return null;
  const { left, top, right, bottom } = largest;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The pixel in the middle of a box. */
export function centreOf(box: Box): readonly [number, number] {
  return [box.x + Math.floor(box.width / 2), box.y + Math.floor(box.height / 2)];
}
