import type { OfferedModel } from '../../../shared/domain/model-list';
import { Effort, type ModelRow } from '../../../shared/domain/model-row';
import { isKnownModel, MODEL_TABLE, modelRow } from './model-table';
import type { ToldModel } from './told-model';

const THINKING = ['adaptive', 'between_tools', 'disabled', 'enabled'] as const;
/** The day from which on every new model takes the toolset (release notes of the API). */
const TOOLSET_SINCE = Date.UTC(2026, 7, 19);
/** Lines of models whose provider keeps what they are sent. */
const KEEPING_LINES: ReadonlySet<string> = new Set(['fable', 'mythos']);

/** The models of the table, where nobody has given a list. `today`: wall clock, milliseconds since the epoch. */
export function tableModels(today: number): readonly OfferedModel[] {
  const day = dayOf(today);
  return MODEL_TABLE.filter(
    ({ retiresAt, byInvitation }) => !byInvitation && (retiresAt === null || retiresAt > day),
  ).map((row) => ({ row, isDeprecated: row.retiresAt !== null, isNew: false }));
}

/**
 * The models that the API lists and this console can work with, in the order of the table, what only the API knows behind
 * them. What it says of a limit or of what can be asked for goes before the table; what it says nothing of is the table's.
 */
export function offerTold(told: readonly ToldModel[]): readonly OfferedModel[] {
  const offered = told
    .filter(({ lifecycle, capabilities }) => lifecycle !== 'retired' && readsPictures(capabilities))
    .flatMap((model) => offer(model) ?? []);
  const once = new Map(offered.map((model) => [model.row.id, model]));
  return [...once.values()].sort((a, b) => placeOf(a) - placeOf(b));
}

function offer(told: ToldModel): OfferedModel | null {
  const isNew = !isKnownModel(told.id);
  if (isNew && !canBePlaced(told)) return null;
  return { row: rowOf(told), isDeprecated: told.lifecycle === 'deprecated', isNew };
}

/**
 * Whether a model that the table does not have can be worked with: which computer tool it takes can't be asked for, so
 * that it has to be newer than the toolset, and to think as every model since does.
 */
function canBePlaced({ created_at, capabilities, line }: ToldModel): boolean {
  const createdAt = Date.parse(created_at ?? '');
  const isAdaptive = capabilities?.thinking?.types.adaptive?.supported === true;
  return createdAt >= TOOLSET_SINCE && isAdaptive && typeof line === 'string';
}

function rowOf(told: ToldModel): ModelRow {
  const row = modelRow(told.id);
  const { capabilities, line } = told;
  return {
    ...row,
    name: isKnownModel(told.id) ? row.name : told.display_name?.trim() || row.name,
    maxInputTokens: told.max_input_tokens ?? row.maxInputTokens,
    maxOutputTokens: told.max_tokens ?? row.maxOutputTokens,
    efforts: effortsOf(capabilities) ?? row.efforts,
    thinking: thinkingOf(capabilities) ?? row.thinking,
    keepsData: row.keepsData || KEEPING_LINES.has(line ?? ''),
    retiresAt: told.retires_at == null ? null : dayOf(Date.parse(told.retires_at)),
  };
}

type Capabilities = ToldModel['capabilities'];

/** Also where nothing is said of it. */
function readsPictures(capabilities: Capabilities): boolean {
  return capabilities?.image_input?.supported !== false;
}

function effortsOf(capabilities: Capabilities): ModelRow['efforts'] | null {
  const effort = capabilities?.effort;
  if (effort == null) return null;
  return effort.supported ? Effort.options.filter((level) => effort[level]?.supported === true) : [];
}

function thinkingOf(capabilities: Capabilities): ModelRow['thinking'] | null {
  const types = capabilities?.thinking?.types;
  return types === undefined ? null : THINKING.filter((type) => types[type]?.supported === true);
}

/** `YYYY-MM-DD`, UTC; null for what is no time. */
function dayOf(time: number): string {
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
}

function placeOf({ row }: OfferedModel): number {
  const place = MODEL_TABLE.findIndex(({ id }) => row.id === id || row.id.startsWith(`${id}-20`));
  return place < 0 ? MODEL_TABLE.length : place;
}
