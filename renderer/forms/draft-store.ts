import { z } from 'zod';
import { create } from 'zustand';
import { Policy } from '../../shared/domain/policy';
import { PracticeScenario, type Session } from '../../shared/domain/session';
import { keeper, keptJson } from '../stores/kept';
import { notifyDone } from '../stores/notices-store';
import { applyPolicy, DEFAULT_DRAFT, type Draft, scenarioDraft } from './run-draft';

const Text = z.string().max(200_000);
const StoredDraft = z.object({
  task: Text,
  modelKind: z.enum(['claude', 'practice']),
  model: Text,
  scenario: PracticeScenario,
  policy: Policy,
  isCustomPolicy: z.boolean(),
  hosts: z.array(Text).max(200),
  unknownHosts: z.enum(['deny', 'ask']),
  isolation: z.enum(['any', 'gvisor', 'kata']),
  engine: z.string().max(200).nullable(),
  maxConnections: Text,
  downloadMb: Text,
  uploadMb: Text,
  askUploadKb: Text,
  startUrl: Text,
  maxSteps: Text,
  timeoutSeconds: Text,
  actionsPerMinute: Text,
  approvalSeconds: Text,
  width: Text,
  height: Text,
  regions: z
    .array(z.object({ id: z.number(), x1: Text, y1: Text, x2: Text, y2: Text, reason: Text }))
    .max(50),
});

export type DraftState = { readonly draft: Draft };

const STORAGE_KEY = 'airlock.new-run';
export const useDraft = create<DraftState>(() => ({ draft: DEFAULT_DRAFT }));

export function changeDraft(change: Partial<Draft>): void {
  useDraft.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

export function resetDraft(): void {
  const { draft } = useDraft.getState();
  useDraft.setState({ draft: DEFAULT_DRAFT });
  notifyDone('The form was cleared.', () => useDraft.setState({ draft }));
}

/** Fills the form with what a session was started with. */
export function copySessionToDraft(session: Session): void {
  const { task, model, policy, display, startUrl, engine } = session.settings;
  useDraft.setState(({ draft }) => ({
    draft: {
      ...applyPolicy(draft, policy, 'whole'),
      ...(model.kind === 'practice'
        ? { ...scenarioDraft(model.scenario), scenario: model.scenario }
        : { model: model.model }),
      modelKind: model.kind,
      task,
      hosts: policy.allowed_hosts,
      startUrl: startUrl ?? '',
      engine,
      width: String(display.width),
      height: String(display.height),
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
