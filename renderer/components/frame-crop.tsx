import type { Box, Point } from '../../shared/domain/geometry';
import './frame-view.css';

/** Frame pixels shown, four or more of the card's for each; more of the frame only to show a wider target whole. */
const CROP_WIDTH = 112;
const WIDEST_CROP = 220;
const CROP_RATIO = 1.9;
const BOX_MARGIN = 8;

type FrameCropProps = {
  readonly src: string;
  readonly label: string;
  readonly frame: { readonly width: number; readonly height: number };
  readonly point: Point;
  readonly box: Box | null;
};

/** The pixels around a point, enlarged without smoothing, with a crosshair on the very point. */
export function FrameCrop({ src, label, frame, point, box }: FrameCropProps) {
  const { x, y, width, height } = cropAround(frame, point, box);
  const [px, py] = [point.x + 0.5, point.y + 0.5];
  // The lines stop at the target, so that they never strike its label through.
  const gap = gapAround(px, py, box);
  const cross = `M${x} ${py}H${gap.left}M${gap.right} ${py}H${x + width}M${px} ${y}V${gap.top}M${px} ${gap.bottom}V${y + height}`;
  return (
    <svg className="frame-crop" role="img" aria-label={label} viewBox={`${x} ${y} ${width} ${height}`}>
      <image href={src} width={frame.width} height={frame.height} preserveAspectRatio="none" />
      {box && <rect className="mark-line" {...box} strokeDasharray="5 3" />}
      <path className="crop-cross" d={cross} />
      <circle className="mark-halo" cx={px} cy={py} r={5} opacity={0.6} />
      <circle className="mark-line" cx={px} cy={py} r={5} />
    </svg>
  );
}

function gapAround(px: number, py: number, box: Box | null) {
  const { x, y, width, height } = box ?? { x: px, y: py, width: 0, height: 0 };
  return {
    left: Math.min(px - 5, x),
    right: Math.max(px + 5, x + width),
    top: Math.min(py - 5, y),
    bottom: Math.max(py + 5, y + height),
  };
}

/** The part of a frame that is shown of a target. */
export function cropAround(frame: FrameCropProps['frame'], point: Point, box: Box | null): Box {
  const wanted = box === null ? 0 : box.width + 2 * BOX_MARGIN;
  const showsBox = box !== null && wanted <= WIDEST_CROP;
  const width = showsBox ? Math.max(CROP_WIDTH, wanted) : CROP_WIDTH;
  const height = Math.round(width / CROP_RATIO);
  const centreX = showsBox ? box.x + box.width / 2 : point.x + 0.5;
  const x = clamp(centreX - width / 2, frame.width - width);
  const y = clamp(point.y + 0.5 - height / 2, frame.height - height);
  return { x, y, width, height };
}

function clamp(value: number, max: number): number {
  return Math.max(0, Math.min(Math.round(value), Math.max(0, max)));
}
