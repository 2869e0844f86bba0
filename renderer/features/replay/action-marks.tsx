import type { Point } from '../../../shared/domain/geometry';
import type { Mark } from './replay-marks';

const ARROWS = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] } as const;
const SCROLL_LENGTH = 70;

/** Marks in frame pixels, each with a dark halo so that it stands out on any page. */
export function ActionMarks({
  marks,
  isBlocked,
}: {
  readonly marks: readonly Mark[];
  readonly isBlocked: boolean;
}) {
  return (
    <g className={isBlocked ? 'marks-blocked' : 'marks'}>
      {marks.map((mark) => (
        <MarkShape key={JSON.stringify(mark)} mark={mark} isBlocked={isBlocked} />
      ))}
    </g>
  );
}

function MarkShape({ mark, isBlocked }: { readonly mark: Mark; readonly isBlocked: boolean }) {
  switch (mark.kind) {
    case 'click':
      return <ClickMark at={mark.at} rings={mark.clicks} isBlocked={isBlocked} />;
    case 'point':
      return <ClickMark at={mark.at} rings={0} isBlocked={isBlocked} />;
    case 'drag':
      return <Arrow from={mark.from} to={mark.to} hasStart />;
    case 'scroll':
      return mark.at && <ScrollMark at={mark.at} direction={mark.direction} />;
    case 'region': {
      const box = {
        x: mark.from.x,
        y: mark.from.y,
        width: Math.max(0, mark.to.x - mark.from.x),
        height: Math.max(0, mark.to.y - mark.from.y),
      };
      return (
        <>
          <rect className="mark-halo" {...box} />
          <rect className="mark-line" {...box} strokeDasharray="8 5" />
        </>
      );
    }
    case 'caption':
      return null;
  }
}

type ClickMarkProps = { readonly at: Point; readonly rings: number; readonly isBlocked: boolean };

function ClickMark({ at: { x, y }, rings, isBlocked }: ClickMarkProps) {
  const radii = Array.from({ length: rings }, (_, index) => 17 + index * 8);
  return (
    <>
      {radii.map((r) => (
        <g key={r}>
          <circle className="mark-halo" cx={x} cy={y} r={r} />
          <circle className="mark-line" cx={x} cy={y} r={r} />
        </g>
      ))}
      {isBlocked ? (
        <>
          <path className="mark-halo" d={`M${x - 9} ${y - 9}l18 18m0-18l-18 18`} />
          <path className="mark-line" d={`M${x - 9} ${y - 9}l18 18m0-18l-18 18`} />
        </>
      ) : (
        <circle className="mark-solid" cx={x} cy={y} r={5} />
      )}
    </>
  );
}

function ScrollMark({ at, direction }: { readonly at: Point; readonly direction: keyof typeof ARROWS }) {
  const [dx, dy] = ARROWS[direction];
  const half = SCROLL_LENGTH / 2;
  return (
    <Arrow
      from={{ x: at.x - dx * half, y: at.y - dy * half }}
      to={{ x: at.x + dx * half, y: at.y + dy * half }}
      hasStart={false}
    />
  );
}

type ArrowProps = { readonly from: Point; readonly to: Point; readonly hasStart: boolean };

function Arrow({ from, to, hasStart }: ArrowProps) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const tip = (turn: number): string =>
    `${to.x - 18 * Math.cos(angle + turn)} ${to.y - 18 * Math.sin(angle + turn)}`;
  const path = `M${from.x} ${from.y}L${to.x} ${to.y}M${tip(0.5)}L${to.x} ${to.y}L${tip(-0.5)}`;
  return (
    <>
      <path className="mark-halo" d={path} />
      <path className="mark-line" d={path} />
      {hasStart && <circle className="mark-solid" cx={from.x} cy={from.y} r={6} />}
    </>
  );
}
