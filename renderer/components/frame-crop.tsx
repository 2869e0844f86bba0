import type { ReactNode } from 'react';
import type { Box, Point } from '../../shared/domain/geometry';
import './frame-view.css';

/** How far the marks reach away from the target, and how large the ring is around a place without one; in frame pixels. */
const TICK = 7;
const RING = 9;

/** Frame pixels: wider ones are made smaller on a card, and letters of whole pixels can't be read then. */
const LARGE = 360;

type FrameCropProps = {
  readonly src: string;
  readonly label: string;
  readonly frame: { readonly width: number; readonly height: number };
  /** The part of the frame that is shown. */
  readonly area: Box;
  readonly point: Point;
  readonly box: Box | null;
  /** SVG in frame pixels, drawn over it. */
  readonly children?: ReactNode;
};

/** A part of a frame, enlarged without smoothing, with the target and the very point marked beside what has to be read. */
export function FrameCrop({ src, label, frame, area, point, box, children }: FrameCropProps) {
  const { x, y, width, height } = area;
  const [px, py] = [point.x + 0.5, point.y + 0.5];
  return (
    <svg
      className="frame-crop"
      data-large={width > LARGE}
      role="img"
      aria-label={label}
      viewBox={`${x} ${y} ${width} ${height}`}
    >
      <image href={src} width={frame.width} height={frame.height} preserveAspectRatio="none" />
      {box && <rect className="mark-line" {...box} strokeDasharray="5 3" />}
      <path className="crop-cross" d={ticks(px, py, box)} />
      {box === null && <circle className="mark-halo" cx={px} cy={py} r={RING} opacity={0.6} />}
      {box === null && <circle className="mark-line" cx={px} cy={py} r={RING} />}
      {children}
    </svg>
  );
}

/** Four short lines that point at the place from outside of the target, so that they strike no letter through. */
function ticks(px: number, py: number, box: Box | null): string {
  const { x, y, width, height } = box ?? { x: px, y: py, width: 0, height: 0 };
  const gap = box === null ? RING : 0;
  const [left, right] = [Math.min(px, x) - gap, Math.max(px, x + width) + gap];
  const [top, bottom] = [Math.min(py, y) - gap, Math.max(py, y + height) + gap];
  return `M${left} ${py}h${-TICK}M${right} ${py}h${TICK}M${px} ${top}v${-TICK}M${px} ${bottom}v${TICK}`;
}
