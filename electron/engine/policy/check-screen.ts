import { type Action, memberGroup } from '../../../shared/domain/action';
import type { Box } from '../../../shared/domain/geometry';
import { type BoxRegion, isSelectorRegion, type Policy, type Region } from '../../../shared/domain/policy';
import type { Target } from '../../../shared/domain/target';
import {
  boxMeetsRegion,
  crossesRegion,
  type Edges,
  isBoxInside,
  isStretchInside,
  type Stretch,
  shareInside,
  touchedStretches,
  zoomedBox,
} from '../actions/touched';
import { type Decision, type Facts, refusal } from './decision';

/** Refuses what is off the screen; coordinates are never moved onto it. */
export function checkOnScreen({ action, pointer, display }: Facts): Decision | null {
  const box = zoomedBox(action);
  // A zoom's far edge may be the screen's edge itself; a pixel may not.
  const slack = box ? 1 : 0;
  for (const { from, to } of touchedStretches(action, pointer)) {
    for (const { x, y } of [from, to]) {
      const isOn = x >= 0 && y >= 0 && x < display.width + slack && y < display.height + slack;
      if (isOn) continue;
      const place = `(${x}, ${y})`;
      return refusal(
        'coordinate',
        place,
        `${place} is outside the ${display.width}×${display.height} screen`,
      );
    }
  }
  if (box && !(box.width >= 1 && box.height >= 1)) {
    return refusal('coordinate', 'empty region', 'the zoom region is empty');
  }
  return null;
}

/** Refuses what touches a part of the screen that the policy keeps from the agent. */
export function checkRegions(policy: Policy, facts: Facts): Decision | null {
  const { screen_area, blocked_regions, allowed_regions } = policy;
  const touch = touchOf(facts);
  if (touch === null) return null;
  if (touch === 'untold') {
    const [field] = [
      ...(screen_area === null ? [] : ['screen_area']),
      ...(blocked_regions.length === 0 ? [] : ['blocked_regions']),
      ...(allowed_regions.length === 0 ? [] : ['allowed_regions']),
    ];
    return field === undefined
      ? null
      : refusal(
          field,
          'not known where',
          'parts of the screen are kept from it, and it is not known where its keys go',
        );
  }
  if (screen_area !== null && !isWithin(touch, screen_area)) {
    return refusal(
      'screen_area',
      placeOf(screen_area),
      withReason('it is outside the screen area', screen_area),
    );
  }
  for (const region of blocked_regions) {
    const places = edgesOf(region, facts.selectorBoxes);
    if (places !== null && !places.some((place) => meets(touch, place))) continue;
    const value = isSelectorRegion(region) ? `selector ${region.selector}` : placeOf(region);
    const what = isSelectorRegion(region) ? 'that part of the page' : `the region ${value}`;
    return refusal('blocked_regions', value, withReason(`${what} is blocked`, region));
  }
  if (allowed_regions.length === 0) return null;
  const allowed = allowed_regions.flatMap((region) => edgesOf(region, facts.selectorBoxes) ?? []);
  const isAllowed = (part: Touch) => allowed.some((place) => isWithin(part, place));
  if (partsOf(touch).every(isAllowed)) return null;
  return refusal('allowed_regions', 'none of them', 'it is outside the regions that may be touched');
}

/** What of the screen an action touches: stretches of the pointer, a box that it looks into, or elements that get keys. */
type Touch =
  | { readonly kind: 'stretches'; readonly stretches: readonly Stretch[] }
  | { readonly kind: 'box'; readonly box: Box }
  | { readonly kind: 'focus'; readonly box: Box }
  | { readonly kind: 'fields'; readonly boxes: readonly Box[] };

/** Null: no part of the screen. `untold`: keys that go nobody knows where, which may be anywhere. */
function touchOf({ action, pointer, targets }: Facts): Touch | null | 'untold' {
  const box = zoomedBox(action);
  if (box) return { kind: 'box', box };
  if (action.member === 'use_session') return null;
  if (memberGroup[action.member] === 'sign-in') return fieldsOf(targets);
  const focus = focusOf(action, targets);
  if (focus === 'untold') return focus;
  if (focus) return { kind: 'focus', box: focus };
  const stretches = touchedStretches(action, pointer);
  return stretches.length === 0 ? null : { kind: 'stretches', stretches };
}

/** Everything that signing in fills and presses. */
function fieldsOf(targets: readonly Target[]): Touch | 'untold' {
  const boxes = targets.flatMap((target) => (target.kind === 'element' ? [target.box] : []));
  return boxes.length < targets.length || boxes.length === 0 ? 'untold' : { kind: 'fields', boxes };
}

/** Where keys and typing go. The page itself has them when nothing is focused, and that is no part of the screen. */
function focusOf(action: Action, [target]: readonly Target[]): Box | null | 'untold' {
  const group = memberGroup[action.member];
  if (group !== 'key' && group !== 'type') return null;
  if (target === undefined || target.kind === 'unknown') return 'untold';
  if (target.kind === 'element') return /^(body|html)$/i.test(target.tag) ? null : target.box;
  return target.kind === 'window' ? target.box : null;
}

function partsOf(touch: Touch): readonly Touch[] {
  if (touch.kind !== 'stretches') return [touch];
  return touch.stretches.map((stretch) => ({ kind: 'stretches', stretches: [stretch] }));
}

function isWithin(touch: Touch, place: Edges): boolean {
  switch (touch.kind) {
    case 'stretches':
      return touch.stretches.every((stretch) => isStretchInside(stretch, place));
    case 'box':
      return isBoxInside(touch.box, place);
    case 'focus':
      return shareInside(touch.box, place) > 0.5;
    case 'fields':
      return touch.boxes.every((box) => isBoxInside(box, place));
  }
}

function meets(touch: Touch, place: Edges): boolean {
  switch (touch.kind) {
    case 'stretches':
      return touch.stretches.some((stretch) => crossesRegion(stretch, place));
    case 'box':
      return boxMeetsRegion(touch.box, place);
    case 'focus':
      return shareInside(touch.box, place) > 0.5;
    case 'fields':
      return touch.boxes.some((box) => boxMeetsRegion(box, place));
  }
}

/** Null: it can't be told where the region is now. */
function edgesOf(region: Region, boxes: Facts['selectorBoxes']): readonly Edges[] | null {
  if (!isSelectorRegion(region)) return [region];
  const found = boxes.get(region.selector);
  if (found === undefined || found === null) return null;
  return found.map(({ x, y, width, height }) => ({ x1: x, y1: y, x2: x + width, y2: y + height }));
}

function placeOf({ x1, y1, x2, y2 }: BoxRegion): string {
  return `(${x1}, ${y1}) to (${x2}, ${y2})`;
}

function withReason(text: string, { reason }: Region): string {
  return reason ? `${text}: ${reason}` : text;
}
