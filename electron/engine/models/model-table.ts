import type { Model } from '@anthropic-ai/sdk/resources/messages';
import { withoutSnapshot } from '../../../shared/domain/model-name';
import type { ModelRow } from '../../../shared/domain/model-row';
import type { ModelChoice } from '../../../shared/domain/session';

const ALL_EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'] as const;
const WITHOUT_XHIGH = ['low', 'medium', 'high', 'max'] as const;
const UP_TO_HIGH = ['low', 'medium', 'high'] as const;

/** What the models of the toolset have in common. */
const CURRENT = {
  computerTool: 'computer_toolset_20260801',
  takesSystemMessages: true,
  compaction: 'on-demand',
  maxInputTokens: 1_000_000,
  maxOutputTokens: 128_000,
  mostPictures: 600,
  efforts: ALL_EFFORTS,
  thinking: ['adaptive'],
  displays: ['summarized', 'omitted'],
  takesTaskBudget: true,
  keepsData: false,
  byInvitation: false,
  retiresAt: null,
} as const satisfies Partial<ModelRow>;

const WITH_UPDATES = ['updates', 'summarized', 'omitted'] as const;

/** Fable and Mythos: whoever serves them keeps what was sent. */
const KEPT = { ...CURRENT, keepsData: true, displays: WITH_UPDATES } as const;

/** Up to 4.8: one tool named `computer`, and nothing but the user's turns in the middle. */
const EARLIER = {
  ...CURRENT,
  computerTool: 'computer_20251124',
  takesSystemMessages: false,
} as const;

/** Of 4.5: a smaller window, and thinking only where its tokens are counted out. */
const OF_4_5 = {
  ...EARLIER,
  compaction: 'none',
  maxInputTokens: 200_000,
  maxOutputTokens: 64_000,
  mostPictures: 100,
  efforts: [],
  thinking: ['enabled', 'disabled'],
  takesTaskBudget: false,
} as const;

/**
 * The models that work a computer, the suggested one first: what is used where the API has given no list. From
 * platform.claude.com/docs (models, effort, thinking, task budgets, computer use), November 2026.
 */
export const MODEL_TABLE: readonly ModelRow[] = [
  {
    ...CURRENT,
    id: 'claude-opus-5-5',
    name: 'Claude Opus 5.5',
    displays: WITH_UPDATES,
    thinking: ['adaptive', 'between_tools'],
  },
  {
    ...CURRENT,
    id: 'claude-sonnet-5-5',
    name: 'Claude Sonnet 5.5',
    displays: WITH_UPDATES,
    thinking: ['adaptive', 'between_tools'],
  },
  {
    ...CURRENT,
    id: 'claude-haiku-5-5',
    name: 'Claude Haiku 5.5',
    thinking: ['adaptive', 'disabled'],
  },
  { ...KEPT, id: 'claude-fable-5-2', name: 'Claude Fable 5.2' },
  { ...KEPT, id: 'claude-fable-5-1', name: 'Claude Fable 5.1' },
  { ...KEPT, id: 'claude-mythos-5-2', name: 'Claude Mythos 5.2', byInvitation: true },
  { ...KEPT, id: 'claude-mythos-5-1', name: 'Claude Mythos 5.1', byInvitation: true },
  { ...KEPT, id: 'claude-fable-5', name: 'Claude Fable 5', displays: CURRENT.displays },
  {
    ...KEPT,
    id: 'claude-mythos-5',
    name: 'Claude Mythos 5',
    displays: CURRENT.displays,
    byInvitation: true,
  },
  { ...CURRENT, id: 'claude-opus-5', name: 'Claude Opus 5' },
  {
    ...CURRENT,
    id: 'claude-sonnet-5',
    name: 'Claude Sonnet 5',
    takesSystemMessages: false,
    takesTaskBudget: false,
  },
  { ...EARLIER, id: 'claude-opus-4-8', name: 'Claude Opus 4.8', takesSystemMessages: true },
  { ...EARLIER, id: 'claude-opus-4-7', name: 'Claude Opus 4.7' },
  {
    ...EARLIER,
    id: 'claude-opus-4-6',
    name: 'Claude Opus 4.6',
    efforts: WITHOUT_XHIGH,
    takesTaskBudget: false,
  },
  {
    ...EARLIER,
    id: 'claude-sonnet-4-6',
    name: 'Claude Sonnet 4.6',
    maxOutputTokens: 64_000,
    efforts: WITHOUT_XHIGH,
    takesTaskBudget: false,
  },
  { ...OF_4_5, id: 'claude-opus-4-5', name: 'Claude Opus 4.5', efforts: UP_TO_HIGH },
  {
    ...OF_4_5,
    id: 'claude-sonnet-4-5',
    name: 'Claude Sonnet 4.5',
    computerTool: 'computer_20250124',
    retiresAt: '2026-11-30',
  },
  { ...OF_4_5, id: 'claude-haiku-4-5', name: 'Claude Haiku 4.5', computerTool: 'computer_20250124' },
] satisfies readonly (ModelRow & { id: Model })[];

export const DEFAULT_MODEL = 'claude-opus-5-5' satisfies Model;

/** What is assumed of a model that nobody knows: that it takes the current tool, and as little else as there is. */
const CAREFUL = {
  ...CURRENT,
  compaction: 'none',
  takesSystemMessages: false,
  maxInputTokens: 200_000,
  maxOutputTokens: 64_000,
  mostPictures: 100,
  efforts: [],
  takesTaskBudget: false,
} as const;

/** The model of practice scenarios can what a current one can. */
const PRACTICE = { ...CURRENT, displays: WITH_UPDATES } as const;

const ROWS: ReadonlyMap<string, ModelRow> = new Map(MODEL_TABLE.map((row) => [row.id, row]));

/** The row of a model, by its name or that of a snapshot of it. One that is not known here gets a careful row. */
export function modelRow(id: string): ModelRow {
  if (id.startsWith('practice-')) return { ...PRACTICE, id, name: 'Practice' };
  const known = ROWS.get(id) ?? ROWS.get(withoutSnapshot(id));
  return known === undefined ? { ...CAREFUL, id, name: id } : { ...known, id };
}

/** The row of the model that a run is given to. */
export function rowOf(model: ModelChoice): ModelRow {
  return modelRow(model.kind === 'claude' ? model.model : `practice-${model.scenario}`);
}

/** Whether this table knows the model. */
export function isKnownModel(id: string): boolean {
  return ROWS.has(withoutSnapshot(id));
}
