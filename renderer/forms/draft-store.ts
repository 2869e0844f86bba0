import { z } from 'zod';
import { create } from 'zustand';
import { Policy } from '../../shared/domain/policy';
import { PracticeScenario, type Session } from '../../shared/domain/session';
import { keeper, keptJson } from '../stores/kept';
import { notifyDone } from '../stores/notices-store';
import {
  applyPolicy,
  DEFAULT_DRAFT,
  type Draft,
  LIMIT_FIELDS,
  type LimitField,
  scenarioDraft,
} from './run-draft';

const Text = z.string().max(200_000);
const StoredDraft = z.object({
  task: Text,
  modelKind: z.enum(['claude', 'practice']),
  model: Text,
  scenario: PracticeScenario,
  policy: Policy,
  isCustomPolicy: z.boolean(),
  hosts: z.array(Text).max(200),
  limits: z.record(z.enum(LIMIT_FIELDS), Text),
  engine: z.string().max(200).nullable(),
  startUrl: Text,
  width: Text,
  height: Text,
  regions: z
    .array(z.object({ id: z.number(), x1: Text, y1: Text, x2: Text, y2: Text, reason: Text }))
    .max(50),
  keepMinutes: Text.default(DEFAULT_DRAFT.keepMinutes),
  planFirst: z.boolean().default(false),
  effort: Text.default(''),
  thinkingDisplay: Text.default(''),
  taskBudget: Text.default(''),
});

export type DraftState = { readonly draft: Draft };

const STORAGE_KEY = 'airlock.new-run';
export const useDraft = create<DraftState>(() => ({ draft: DEFAULT_DRAFT }));

export function changeDraft(change: Partial<Draft>): void {
  useDraft.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

/** Changes what the form sets in the policy itself. */
export function changeDraftPolicy(change: Partial<Pick<Policy, 'unknown_hosts' | 'isolation'>>): void {
  useDraft.setState(({ draft }) => ({ draft: { ...draft, policy: { ...draft.policy, ...change } } }));
}

export function changeLimit(field: LimitField, text: string): void {
  useDraft.setState(({ draft }) => ({ draft: { ...draft, limits: { ...draft.limits, [field]: text } } }));
}

/** Starts the run from another policy: see `applyPolicy`. */
export function choosePolicy(policy: Policy, kind: 'preset' | 'whole'): void {
  useDraft.setState(({ draft }) => ({ draft: applyPolicy(draft, policy, kind) }));
}

export function resetDraft(): void {
  const { draft } = useDraft.getState();
  useDraft.setState({ draft: DEFAULT_DRAFT });
  notifyDone('The form was cleared.', () => useDraft.setState({ draft }));
}

/** Fills the form with what a session was started with. */
export function copySessionToDraft(session: Session): void {
  const { task, model, policy, display, startUrl, engine, keepMinutes, planFirst, wishes } = session.settings;
  useDraft.setState(({ draft }) => ({
    draft: {
      ...applyPolicy(draft, policy, 'whole'),
      ...(model.kind === 'practice'
        ? { ...scenarioDraft(model.scenario), scenario: model.scenario }
        : { model: model.model, keepMinutes: String(keepMinutes) }),
      modelKind: model.kind,
      task,
      hosts: policy.allowed_hosts,
      startUrl: startUrl ?? '',
      engine,
      planFirst,
      width: String(display.width),
      height: String(display.height),
      effort: wishes.effort ?? '',
      thinkingDisplay: wishes.thinkingDisplay ?? '',
      taskBudget: wishes.taskBudget === null ? '' : String(wishes.taskBudget),
    },
  }));
}

/** Keeps the draft over navigation and reload; returns the unsubscribe. A stored draft that no longer fits is dropped. */
export function connectDraft(): () => void {
  const stored = keptJson(STORAGE_KEY, StoredDraft);
  if (stored !== null) useDraft.setState({ draft: stored });
  const keepDraft = keeper(STORAGE_KEY, NOT_KEPT);
  return useDraft.subscribe(({ draft }) => keepDraft(draft));
}

const NOT_KEPT = 'The new run as it stands here does not outlive a restart: it can’t be kept.';
