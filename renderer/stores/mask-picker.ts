import { create } from 'zustand';
import type { Box, Point } from '../../shared/domain/geometry';
import type { MaskPreview, PickedElement } from '../../shared/domain/picking';
import { BoxRegion, type Policy, type Region } from '../../shared/domain/policy';
import type { StoredPolicy } from '../../shared/domain/policy-document';
import { airlock } from '../client/airlock-client';
import { editPolicy, freeName, hasChanges, usePolicyDrafts } from '../forms/policy-drafts';
import { errorMessage } from '../words/error-message';
import { copyText } from './clipboard';
import { formatPolicy, keepPolicy, usePolicies } from './policies-store';

/** The most parts that a policy masks. */
const MOST_REGIONS = 50;
/** So many elements around the one that is pointed at can be taken instead. */
const MOST_UP = 30;

/** What an operator has chosen to mask: wherever a selector's elements are, or one place on the screen. */
export type MaskChoice =
  | { readonly kind: 'selector'; readonly selector: string }
  | { readonly kind: 'place'; readonly box: Box };

export type MaskPickerState = {
  /** Whose live view is pointed into; null: nothing is being picked. */
  readonly sessionId: string | null;
  /** The policy it is picked for, by its id; null: the run's own. */
  readonly policyId: string | null;
  readonly pointed: PickedElement | null;
  readonly up: number;
  readonly chosen: { readonly element: PickedElement; readonly choice: MaskChoice } | null;
  /** What the choice would make black; null while that is asked. */
  readonly preview: MaskPreview | null;
  readonly problem: string | null;
  /** What was done last, in words. */
  readonly done: { readonly words: string; readonly policyId: string | null } | null;
};

const NOTHING: MaskPickerState = {
  sessionId: null,
  policyId: null,
  pointed: null,
  up: 0,
  chosen: null,
  preview: null,
  problem: null,
  done: null,
};

export const useMaskPicker = create<MaskPickerState>(() => NOTHING);

/** What was pointed at last; asked about once the one before is answered. */
let wanted: Point | null = null;
let isAsking = false;

export function beginPicking(sessionId: string, policyId: string | null = null): void {
  wanted = null;
  useMaskPicker.setState({ ...NOTHING, sessionId, policyId });
}

export function endPicking(): void {
  wanted = null;
  useMaskPicker.setState(NOTHING);
}

/** Back to pointing. */
export function pickAnother(): void {
  useMaskPicker.setState({ chosen: null, preview: null, pointed: null, up: 0, problem: null });
}

/** Asks what is at a point of the screen, in its pixels. Of many in a row the last one counts. */
export async function pointAt(point: Point): Promise<void> {
  wanted = point;
  if (isAsking) return;
  isAsking = true;
  try {
    for (let asked: Point | null = null; wanted !== asked && wanted !== null; ) {
      asked = wanted;
      await ask(asked);
    }
  } finally {
    isAsking = false;
  }
}

async function ask(point: Point): Promise<void> {
  const { sessionId, up } = useMaskPicker.getState();
  if (sessionId === null) return;
  try {
    const pointed = await airlock().call('redaction:pick', { sessionId, point, up });
    const now = useMaskPicker.getState();
    if (now.sessionId === sessionId && now.chosen === null)
      useMaskPicker.setState({ pointed, problem: null });
  } catch (error) {
    if (useMaskPicker.getState().sessionId === sessionId)
      useMaskPicker.setState({ pointed: null, problem: errorMessage(error) });
  }
}

/** The element around the one that is pointed at, or with -1 back towards it. */
export async function widen(by: 1 | -1): Promise<void> {
  const { up } = useMaskPicker.getState();
  useMaskPicker.setState({ up: Math.max(0, Math.min(MOST_UP, up + by)) });
  const point = wanted;
  if (point !== null) await pointAt({ ...point });
}

/** Takes the element that is outlined. */
export function choosePointed(): void {
  const { pointed } = useMaskPicker.getState();
  const selector = pointed?.selectors[0];
  if (pointed === null || selector === undefined) return;
  useMaskPicker.setState({ done: null });
  void choose(pointed, { kind: 'selector', selector });
}

export async function choose(element: PickedElement, choice: MaskChoice): Promise<void> {
  const chosen = { element, choice };
  const preview: MaskPreview | null = choice.kind === 'place' ? { kind: 'shown', boxes: [choice.box] } : null;
  useMaskPicker.setState({ chosen, preview, problem: null });
  const { sessionId } = useMaskPicker.getState();
  if (choice.kind === 'place' || sessionId === null || choice.selector === '') return;
  const isCurrent = () => useMaskPicker.getState().chosen === chosen;
  try {
    const told = await airlock().call('redaction:preview', { sessionId, selector: choice.selector });
    if (isCurrent()) useMaskPicker.setState({ preview: told });
  } catch (error) {
    if (isCurrent()) useMaskPicker.setState({ problem: errorMessage(error) });
  }
}

/** Puts what is chosen into a policy's masked parts; of a preset, into a copy of it. */
export async function addMask(stored: StoredPolicy, choice: MaskChoice): Promise<void> {
  useMaskPicker.setState({ problem: null });
  try {
    useMaskPicker.setState({ done: await add(stored, regionOf(choice)), chosen: null, preview: null });
  } catch (error) {
    useMaskPicker.setState({ problem: errorMessage(error) });
  }
}

async function add(stored: StoredPolicy, region: Region): Promise<MaskPickerState['done']> {
  const draft = usePolicyDrafts.getState().drafts[stored.id];
  const later = 'It counts for runs that start from now on; this one keeps its policy.';
  if (draft?.policy != null && hasChanges(draft)) {
    await editPolicy(stored.id, masked(draft.policy, region));
    return {
      words: `Added to what is not saved yet of “${stored.name}”. Save it there.`,
      policyId: stored.id,
    };
  }
  if (stored.policy === null) throw new Error(`“${stored.name}” can’t be read. Mend it in Policies first.`);
  const policy = { ...stored.policy, ...masked(stored.policy, region) };
  if (!stored.isPreset) {
    const kept = await keepPolicy(await written(policy, stored.text), stored.id);
    return { words: `Added to “${kept.name}”. ${later}`, policyId: kept.id };
  }
  const names = usePolicies.getState().policies.map(({ name }) => name);
  const copy = { ...policy, name: freeName(policy.name, names) };
  const kept = await keepPolicy(await written(copy, null), null);
  return { words: `“${kept.name}” is new, and masks it. ${later}`, policyId: kept.id };
}

function masked({ redaction }: Policy, region: Region): Pick<Policy, 'redaction'> {
  if (redaction.regions.length >= MOST_REGIONS)
    throw new Error(`This policy masks ${MOST_REGIONS} parts already. Remove one in Policies first.`);
  return { redaction: { ...redaction, regions: [...redaction.regions, region] } };
}

function written(policy: Policy, into: string | null): Promise<string> {
  return formatPolicy(policy, into);
}

/** The whole pixels around a place; the borders of a region belong to it. */
export function regionOf(choice: MaskChoice): Region {
  if (choice.kind === 'selector') return { selector: choice.selector };
  const { x, y, width, height } = choice.box;
  return BoxRegion.parse({
    x1: Math.max(0, Math.floor(x)),
    y1: Math.max(0, Math.floor(y)),
    x2: Math.max(0, Math.ceil(x + width) - 1),
    y2: Math.max(0, Math.ceil(y + height) - 1),
  });
}

export async function copySelector(selector: string): Promise<void> {
  try {
    await copyText(selector);
    useMaskPicker.setState({ done: { words: 'The selector is on the clipboard.', policyId: null } });
  } catch (error) {
    useMaskPicker.setState({ problem: errorMessage(error) });
  }
}
