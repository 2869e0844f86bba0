import type { Box, Point } from '../../shared/domain/action';
import './frame-view.css';

/** Frame pixels shown; at the card's usual width each becomes four or more of the screen's. */
const CROP = { width: 112, height: 40 } as const;

type FrameCropProps = {
  readonly src: string;
  readonly label: string;
  readonly frame: { readonly width: number; readonly height: number };
  readonly point: Point;
  readonly box: Box | null;
};

/** The pixels around a point, enlarged without smoothing, with a crosshair on the very point. */
export function FrameCrop({ src, label, frame, point, box }: FrameCropProps) {
  const x = clamp(point.x + 0.5 - CROP.width / 2, frame.width - CROP.width);
  const y = clamp(point.y + 0.5 - CROP.height / 2, frame.height - CROP.height);
  const [px, py] = [point.x + 0.5, point.y + 0.5];
  const cross = `M${x} ${py}H${px - 4}M${px + 4} ${py}H${x + CROP.width}M${px} ${y}V${py - 4}M${px} ${py + 4}V${y + CROP.height}`;
  return (
    <svg
      className="frame-crop"
      role="img"
      aria-label={label}
      viewBox={`${x} ${y} ${CROP.width} ${CROP.height}`}
    >
      <image href={src} width={frame.width} height={frame.height} preserveAspectRatio="none" />
      {box && <rect className="mark-line" {...box} strokeDasharray="5 3" />}
      <path className="mark-halo" d={cross} opacity={0.5} />
      <path className="mark-line" d={cross} />
      <circle className="mark-halo" cx={px} cy={py} r={4} opacity={0.5} />
      <circle className="mark-line" cx={px} cy={py} r={4} />
    </svg>
  );
}

function clamp(value: number, max: number): number {
  return Math.max(0, Math.min(Math.round(value), Math.max(0, max)));
}
