import type { Box, Point } from '../../../shared/domain/geometry';
import type { Target } from '../../../shared/domain/target';
import { labelOf } from '../../../shared/text/element-label';
import { shortLabel } from '../../../shared/text/visible-text';
import { type Comparison, comparePictures } from '../sandbox/display/compare-pictures';
import type { Picture } from '../sandbox/display/framebuffer';

/** What an action would hit, as it was read at one moment: the things themselves and how they looked. */
export type Sight = {
  readonly targets: readonly Target[];
  readonly points: readonly Point[];
  /** The picture around each target, in the order of `targets`. */
  readonly patches: readonly Picture[];
};

/** The largest picture that is kept of a target, in pixels: enough for a button and its surroundings. */
const PATCH = { width: 320, height: 160 } as const;
/** Pixels around an element that belong to its picture. */
const MARGIN = 6;
/** The half of a patch around a place of which nothing is known. */
const AROUND = { x: 40, y: 20 } as const;

/** The part of the screen that shows a target; null when it has no place there. */
export function patchBox(target: Target, point: Point | undefined): Box | null {
  const box = target.kind === 'element' || target.kind === 'window' ? target.box : null;
  if (box === null || box.width === 0 || box.height === 0) {
    if (point === undefined) return null;
    return { x: point.x - AROUND.x, y: point.y - AROUND.y, width: AROUND.x * 2, height: AROUND.y * 2 };
  }
  const width = Math.min(box.width + MARGIN * 2, PATCH.width);
  const height = Math.min(box.height + MARGIN * 2, PATCH.height);
  const middle = point ?? { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  // Around the place that is acted on, and no further than the element's own edges.
  const x = clamp(middle.x - width / 2, box.x - MARGIN, box.x + box.width + MARGIN - width);
  const y = clamp(middle.y - height / 2, box.y - MARGIN, box.y + box.height + MARGIN - height);
  return { x: Math.round(x), y: Math.round(y), width, height };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

/** What has changed from one look to the next, in sentences for the operator; empty when nothing has. */
export function differences(before: Sight, after: Sight): readonly string[] {
  if (before.targets.length !== after.targets.length) return ['It acts on something else now.'];
  const found = before.targets.flatMap((target, index) => {
    const now = after.targets[index];
    return now === undefined ? [] : ofTarget(target, now);
  });
  if (found.length > 0) return [...new Set(found)];
  const looksSame = comparePatches(before, after).every((result) => result === 'same');
  return looksSame ? [] : ['It looks different, though the page says it is the same.'];
}

/**
 * Whether the same stands at each place, by what a reader would call it. Less than `differences`: a press changes how a
 * thing looks, and a page may draw its list anew for it.
 */
export function holdsTheSame(before: Sight, after: Sight): boolean {
  if (before.targets.length !== after.targets.length) return false;
  return before.targets.every((target, index) => {
    const now = after.targets[index];
    return now !== undefined && callOf(target) === callOf(now);
  });
}

function callOf(target: Target): string {
  if (target.kind !== 'element') return JSON.stringify([target.kind, factsOf(target)]);
  const { role, href, form, url, frameUrl } = target;
  return JSON.stringify([role, labelOf(target), href, form?.action, url, frameUrl]);
}

/** Whether the two differ by nothing but what a blinking caret could be. Only a further look tells whether it is one. */
export function differByABar(before: Sight, after: Sight): boolean {
  const results = comparePatches(before, after);
  return results.includes('bar') && !results.includes('different') && isSameThings(before, after);
}

function isSameThings(before: Sight, after: Sight): boolean {
  return differences({ ...before, patches: [] }, { ...after, patches: [] }).length === 0;
}

function comparePatches(before: Sight, after: Sight): readonly Comparison[] {
  return before.patches.map((patch, index) => {
    const now = after.patches[index];
    return now === undefined ? 'different' : comparePictures(patch, now);
  });
}

function ofTarget(before: Target, now: Target): readonly string[] {
  if (before.kind !== now.kind)
    return [`There is ${kindWords(now)} now, where there was ${kindWords(before)}.`];
  const facts = factsOf(before);
  const factsNow = factsOf(now);
  const changed = Object.keys(facts).filter((name) => facts[name] !== factsNow[name]);
  const said = changed.filter((name) => name !== SAME_NODE);
  if (said.length === 0) return changed.length === 0 ? [] : ['Another element took its place.'];
  return said.map((name) =>
    name === FORM_STATE
      ? 'The fields of its form hold something else now.'
      : `${name}: ${quote(factsNow[name])} now, ${quote(facts[name])} before.`,
  );
}

const SAME_NODE = 'node';
const FORM_STATE = 'form state';

/** Everything that an approval is given for, by the name that the operator reads. */
function factsOf(target: Target): Readonly<Record<string, string>> {
  switch (target.kind) {
    case 'element': {
      const { form, box } = target;
      return {
        Page: target.url,
        Frame: target.frameUrl ?? '',
        Name: target.name,
        Text: target.text,
        Kind: [target.role, target.inputType ?? ''].join(' ').trim(),
        'Leads to': target.href ?? '',
        Form: form === null ? '' : `${form.method.toUpperCase()} ${form.action}`,
        'Fields of the form':
          form === null ? '' : form.fields.map(({ name, type }) => `${name} (${type})`).join(', '),
        Enabled: target.isEnabled ? 'yes' : 'no',
        Checked: target.isChecked === null ? '' : target.isChecked ? 'yes' : 'no',
        Place: `${box.x}, ${box.y}, ${box.width} × ${box.height}`,
        [FORM_STATE]: target.formDigest ?? '',
        [SAME_NODE]: target.fingerprint,
      };
    }
    case 'dialog':
      return { Dialog: target.type, Text: target.message, Page: target.url ?? '' };
    case 'window': {
      const { title, windowClass, box } = target;
      return { Window: title, Class: windowClass, Place: `${box.x}, ${box.y}, ${box.width} × ${box.height}` };
    }
    case 'unknown':
      return { Page: target.url ?? '', Known: target.reason };
  }
}

function kindWords({ kind }: Target): string {
  return {
    element: 'an element of the page',
    dialog: 'a dialog',
    window: 'another window',
    unknown: 'something unknown',
  }[kind];
}

function quote(text: string | undefined): string {
  return text ? `“${shortLabel(text, 120)}”` : 'nothing';
}
