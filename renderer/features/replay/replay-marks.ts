import { type Member, memberInputs } from '../../../shared/domain/action';
import type { Point } from '../../../shared/domain/geometry';
import type { RunStep } from '../../../shared/record/run-steps';
import { escapeHidden, shortLabel } from '../../../shared/text/visible-text';
import { isMember } from '../../words/step-sentence';

/** Something to draw over a frame, in its pixels. */
export type Mark =
  | { readonly kind: 'click'; readonly at: Point; readonly clicks: number }
  | { readonly kind: 'point'; readonly at: Point }
  | { readonly kind: 'drag'; readonly from: Point; readonly to: Point }
  | {
      readonly kind: 'scroll';
      readonly at: Point | null;
      readonly direction: 'up' | 'down' | 'left' | 'right';
    }
  | { readonly kind: 'region'; readonly from: Point; readonly to: Point }
  | { readonly kind: 'caption'; readonly label: string; readonly text: string };

const CLICKS: Partial<Record<Member, number>> = {
  left_click: 1,
  right_click: 1,
  middle_click: 1,
  double_click: 2,
  triple_click: 3,
};

/** The marks of one action. An input that doesn't parse falls back to the points that the gate judged. */
export function marksOf(step: Pick<RunStep, 'action' | 'points'>): readonly Mark[] {
  const { member, input } = step.action;
  const judged = step.points.map((at): Mark => ({ kind: 'point', at }));
  if (!isMember(member)) return judged;
  switch (member) {
    case 'left_click_drag': {
      const parsed = memberInputs.left_click_drag.safeParse(input);
      if (!parsed.success) return judged;
      return [
        { kind: 'drag', from: toPoint(parsed.data.start_coordinate), to: toPoint(parsed.data.coordinate) },
      ];
    }
    case 'scroll': {
      const parsed = memberInputs.scroll.safeParse(input);
      if (!parsed.success) return judged;
      const at = parsed.data.coordinate ? toPoint(parsed.data.coordinate) : (step.points[0] ?? null);
      return [{ kind: 'scroll', at, direction: parsed.data.scroll_direction }];
    }
    case 'zoom': {
      const parsed = memberInputs.zoom.safeParse(input);
      if (!parsed.success) return judged;
      const [x1, y1, x2, y2] = parsed.data.region;
      return [{ kind: 'region', from: { x: x1, y: y1 }, to: { x: x2, y: y2 } }];
    }
    case 'key':
    case 'hold_key':
      return caption(member === 'key' ? 'Pressed' : 'Held', input, (text) => escapeHidden(text));
    case 'type':
      return caption('Typed', input, (text) => shortLabel(text, 120));
    default:
      return step.points.map((at): Mark => {
        const clicks = CLICKS[member];
        return clicks === undefined ? { kind: 'point', at } : { kind: 'click', at, clicks };
      });
  }
}

function caption(
  label: string,
  input: Readonly<Record<string, unknown>>,
  show: (text: string) => string,
): readonly Mark[] {
  const text = input.text;
  return typeof text === 'string' ? [{ kind: 'caption', label, text: show(text) }] : [];
}

function toPoint([x, y]: readonly [number, number]): Point {
  return { x, y };
}
