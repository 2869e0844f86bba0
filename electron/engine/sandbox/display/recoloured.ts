import type { Picture } from './framebuffer';
import { UNSEEN } from './same-picture';

/** How far a colour may move: a button that glows stays the button that it is. Of 255. */
const MOST_MOVE = 128;
/** How much stronger an edge may become with it, and how much weaker: it has to stay one that can be seen. */
const MOST_RATIO = { stronger: 2.5, weaker: 8 } as const;
/** How far apart two pixels lie that are held against each other: letters, and shapes with soft edges. */
const DISTANCES = [1, 4, 16] as const;

/**
 * Whether the second picture shows the first in other colours: what had one colour has one colour, and every edge is one
 * still, going the same way. So a glow, a pulse or a shade passes, and nothing that could be read does: a letter that
 * comes, goes or changes is an edge where there was none, however soft or faint it is drawn.
 */
export function isRecoloured(before: Picture, after: Picture): boolean {
  const { width, height } = before;
  if (width !== after.width || height !== after.height) return false;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      for (let channel = at; channel < at + 3; channel += 1) {
        if (Math.abs(colourAt(before, channel) - colourAt(after, channel)) > MOST_MOVE) return false;
        for (const distance of DISTANCES) {
          const isEdge = distance === 1;
          if (x + distance < width && !isKept(channel, distance * 4, isEdge)) return false;
          if (y + distance < height && !isKept(channel, distance * width * 4, isEdge)) return false;
        }
      }
    }
  }
  return true;

  function isKept(channel: number, step: number, isEdge: boolean): boolean {
    const edge = colourAt(before, channel + step) - colourAt(before, channel);
    if (!isEdge && Math.abs(edge) > UNSEEN) return true;
    return isSameEdge(edge, colourAt(after, channel + step) - colourAt(after, channel));
  }
}

function colourAt({ pixels }: Picture, channel: number): number {
  return pixels[channel] as number;
}

/** An edge that nobody sees stays so; any other goes the same way and stays one. */
function isSameEdge(edge: number, now: number): boolean {
  const [before, after] = [Math.abs(edge), Math.abs(now)];
  if (before <= UNSEEN && after <= UNSEEN) return true;
  return (
    Math.sign(edge) === Math.sign(now) &&
    after <= before * MOST_RATIO.stronger &&
    before <= after * MOST_RATIO.weaker
  );
}
