import type { Box } from '../../shared/domain/geometry';
import { shortLabel } from '../../shared/text/visible-text';

/** Frame pixels: a field that is taller takes several lines, the first at its top. */
const ONE_LINE = 64;

/** A text drawn into the field that it is to be typed into, in frame pixels; whatever does not fit is cut at its edge. */
export function TypedMark({ box, text }: { readonly box: Box; readonly text: string }) {
  return (
    <svg className="typed-mark" x={box.x} y={box.y} width={box.width} height={box.height} aria-hidden="true">
      <rect x={1} y={1} width={Math.max(0, box.width - 2)} height={Math.max(0, box.height - 2)} rx={3} />
      <text x={8} y={box.height <= ONE_LINE ? box.height / 2 : 18} dominantBaseline="central">
        {shortLabel(text, 120)}
      </text>
    </svg>
  );
}
