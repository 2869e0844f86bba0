import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Box, Point } from '../../../shared/domain/geometry';
import type { Session } from '../../../shared/domain/session';
import { shortLabel } from '../../../shared/text/visible-text';
import { choosePointed, endPicking, pointAt, useMaskPicker, widen } from '../../stores/mask-picker';
import './picking.css';

/** By how many pixels of the screen an arrow key moves, and with shift. */
const STEP_PX = 4;
const LONG_STEP_PX = 40;
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

type PickLayerProps = { readonly session: Session; readonly style: Record<string, string | number> };

/** Lies over the live picture while something to mask is picked: nothing that is done here reaches the sandbox. */
export function PickLayer({ session, style }: PickLayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  const { pointed, chosen, preview } = useMaskPicker();
  const { width, height } = session.settings.display;
  const [point, setPoint] = useState<Point>({ x: width / 2, y: height / 2 });
  const hasChosen = chosen !== null;

  useEffect(() => endPicking, []);
  useEffect(() => {
    if (!hasChosen) layer.current?.focus();
  }, [hasChosen]);

  const move = (to: Point): void => {
    const inside = { x: clamp(to.x, width - 1), y: clamp(to.y, height - 1) };
    setPoint(inside);
    void pointAt(inside);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>): void => {
    const { left, top, width: shown } = event.currentTarget.getBoundingClientRect();
    const scale = width / shown;
    move({ x: (event.clientX - left) * scale, y: (event.clientY - top) * scale });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    const step = event.shiftKey ? LONG_STEP_PX : STEP_PX;
    if (event.key === 'Escape') endPicking();
    else if (event.key === 'Enter') choosePointed();
    else if (event.key === '+') void widen(1);
    else if (event.key === '-') void widen(-1);
    else if (arrow !== undefined) move({ x: point.x + arrow.x * step, y: point.y + arrow.y * step });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const place = (box: Box) => placeOf(box, { width, height });
  return (
    <div
      className="pick-layer"
      data-chosen={hasChosen}
      ref={layer}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: pointing works by arrow keys as well
      tabIndex={0}
      role="application"
      aria-label="Point at what to mask: the arrow keys move, Enter chooses, plus and minus change how much, Escape leaves"
      style={style}
      onPointerMove={hasChosen ? undefined : onPointer}
      onClick={hasChosen ? undefined : choosePointed}
      onKeyDown={hasChosen ? undefined : onKeyDown}
    >
      {preview?.kind === 'shown' &&
        // biome-ignore lint/suspicious/noArrayIndexKey: places have no other identity
        preview.boxes.map((box, index) => <span className="pick-mask" key={index} style={place(box)} />)}
      {!hasChosen && <span className="pick-point" style={place({ ...point, width: 0, height: 0 })} />}
      {!hasChosen && pointed !== null && (
        <span className="pick-outline" style={place(pointed.box)} data-low={pointed.box.y < 30}>
          <span className="pick-label mono">
            {shortLabel(pointed.tag, 20)}
            {pointed.name !== '' && <bdi> {shortLabel(pointed.name, 40)}</bdi>}
          </span>
        </span>
      )}
    </div>
  );
}

function clamp(value: number, most: number): number {
  return Math.round(Math.max(0, Math.min(most, value)));
}

function placeOf({ x, y, width, height }: Box, screen: { readonly width: number; readonly height: number }) {
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return {
    left: percent(x, screen.width),
    top: percent(y, screen.height),
    width: percent(width, screen.width),
    height: percent(height, screen.height),
  };
}
