import type { BetaModelCapabilities, BetaModelInfo } from '@anthropic-ai/sdk/resources/beta';
import { invalid, type Refusal } from './refusal';

/** A model as the Models API tells of it. */
export type ModelInfo = BetaModelInfo;

/** One page of the list (Models API, `GET /v1/models`). */
export type ModelPage = {
  readonly data: readonly ModelInfo[];
  readonly has_more: boolean;
  readonly first_id: string | null;
  readonly last_id: string | null;
};

const COMPACTION_BETA = 'compact-2026-09-04';
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 1000;
const LIFECYCLES: readonly string[] = ['active', 'deprecated', 'retired'];
const PARAMETERS: readonly string[] = ['limit', 'before_id', 'after_id', 'lifecycle', 'lifecycle[]', 'beta'];

const yes = { supported: true };
const no = { supported: false };

const CAPABILITIES: BetaModelCapabilities = {
  batch: yes,
  citations: yes,
  code_execution: yes,
  compaction: { supported: true, summarize: yes },
  context_management: {
    supported: true,
    clear_thinking_20251015: yes,
    clear_tool_uses_20250919: yes,
    compact_20260112: yes,
  },
  effort: { supported: true, low: yes, medium: yes, high: yes, xhigh: yes, max: yes },
  image_input: yes,
  pdf_input: yes,
  server_tools: { supported: true, code_execution: yes, web_search: yes },
  structured_outputs: yes,
  thinking: {
    supported: true,
    types: { adaptive: yes, between_tools: yes, disabled: yes, enabled: no },
  },
};

function model(
  id: string,
  line: ModelInfo['line'],
  changes: Partial<Omit<ModelInfo, 'id' | 'line'>> = {},
): ModelInfo {
  const words = id.split('-').slice(1);
  const [name = '', ...version] = words;
  return {
    id,
    type: 'model',
    display_name: `Claude ${name.slice(0, 1).toUpperCase()}${name.slice(1)} ${version.join('.')}`,
    line,
    // The API's own value where a release date is not known.
    created_at: '1970-01-01T00:00:00Z',
    lifecycle: 'active',
    deprecated_at: null,
    retires_at: null,
    max_input_tokens: 1_000_000,
    max_tokens: 128_000,
    allowed_fallback_models: [],
    capabilities: CAPABILITIES,
    ...changes,
  };
}

/** What is listed unless a test says otherwise: one of each line, and one of each stage of life. */
export const LISTED_MODELS: readonly ModelInfo[] = [
  model('claude-fable-5-2', 'fable', { created_at: '2026-11-09T00:00:00Z' }),
  model('claude-opus-5-5', 'opus'),
  model('claude-sonnet-5-5', 'sonnet'),
  model('claude-haiku-5-5', 'haiku'),
  model('claude-fable-5-1', 'fable'),
  model('claude-sonnet-4-5', 'sonnet', {
    lifecycle: 'deprecated',
    deprecated_at: '2026-05-30T00:00:00Z',
    retires_at: '2026-11-30T00:00:00Z',
    max_input_tokens: 200_000,
    max_tokens: 64_000,
    capabilities: { ...CAPABILITIES, compaction: null },
  }),
  model('claude-opus-4-1', 'opus', {
    lifecycle: 'retired',
    deprecated_at: '2026-02-05T00:00:00Z',
    retires_at: '2026-08-05T00:00:00Z',
    max_input_tokens: 200_000,
    max_tokens: 32_000,
    capabilities: null,
  }),
];

/** What the API says of compaction is said to those alone who send its beta header. */
function asTold(info: ModelInfo, betas: ReadonlySet<string>): ModelInfo {
  if (info.capabilities === null || betas.has(COMPACTION_BETA)) return info;
  return { ...info, capabilities: { ...info.capabilities, compaction: null } };
}

function findQueryFault(query: URLSearchParams, shown: readonly ModelInfo[]): string | null {
  const unknown = [...query.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) return `${unknown}: Extra inputs are not permitted`;
  const limit = query.get('limit');
  if (limit !== null && !(/^\d+$/.test(limit) && Number(limit) >= 1 && Number(limit) <= MAX_LIMIT))
    return `limit: Input should be between 1 and ${MAX_LIMIT}`;
  if (query.has('before_id') && query.has('after_id')) return 'before_id: not together with after_id';
  const cursor = query.get('after_id') ?? query.get('before_id');
  if (cursor !== null && !shown.some(({ id }) => id === cursor)) return `${cursor}: no such model`;
  const stage = lifecyclesOf(query).find((one) => !LIFECYCLES.includes(one));
  return stage === undefined ? null : `lifecycle: unknown value ${stage}`;
}

function lifecyclesOf(query: URLSearchParams): readonly string[] {
  return [...query.getAll('lifecycle'), ...query.getAll('lifecycle[]')];
}

/**
 * Answers `GET /v1/models`: those that are active or deprecated, or in the stages that the query names, in pages of 20 or
 * `limit`. `betas` are the values of the `anthropic-beta` header.
 */
export function listModels(
  models: readonly ModelInfo[],
  query: URLSearchParams,
  betas: ReadonlySet<string>,
): ModelPage | Refusal {
  const asked = lifecyclesOf(query);
  const stages = asked.length > 0 ? asked : ['active', 'deprecated'];
  const shown = models.filter(({ lifecycle }) => stages.includes(lifecycle));
  const fault = findQueryFault(query, shown);
  if (fault !== null) return invalid(fault);
  const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
  const before = query.get('before_id');
  const after = query.get('after_id');
  const start = after === null ? 0 : shown.findIndex(({ id }) => id === after) + 1;
  const end = before === null ? shown.length : shown.findIndex(({ id }) => id === before);
  const rest = shown.slice(start, end);
  const page = before === null ? rest.slice(0, limit) : rest.slice(-limit);
  return {
    data: page.map((info) => asTold(info, betas)),
    has_more: rest.length > page.length,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}

/** Answers `GET /v1/models/<id>`. */
export function retrieveModel(
  models: readonly ModelInfo[],
  id: string,
  betas: ReadonlySet<string>,
): ModelInfo | Refusal {
  const info = models.find((one) => one.id === id);
  return info === undefined ? { status: 404, message: `model: ${id}` } : asTold(info, betas);
}
