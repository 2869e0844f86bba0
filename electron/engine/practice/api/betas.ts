import { compactionBlocksOf } from './compaction-block';
import { KNOWN_BETAS } from './known-betas';
import { invalid, type Refusal } from './refusal';
import type { CheckedRequest } from './request-schema';

export type Betas = ReadonlySet<string>;

const known: Betas = new Set(KNOWN_BETAS);

/** The values of the `anthropic-beta` header, which is a list. */
export function readBetas(header: string | readonly string[] | undefined): Betas {
  const values = String(header ?? '').split(',');
  return new Set(values.map((value) => value.trim()).filter((value) => value !== ''));
}

/** Refuses what the API does not know. */
export function findUnknownBeta(betas: Betas): Refusal | null {
  const unknown = [...betas].find((beta) => !known.has(beta));
  if (unknown === undefined) return null;
  return invalid(`Unexpected value(s) \`${unknown}\` for the \`anthropic-beta\` header.`);
}

/** A field, and the beta without which the API does not know it. */
type Use = { readonly field: string; readonly beta: string };

function* usesOf(request: CheckedRequest): Generator<Use> {
  const { thinking, output_config, diagnostics, context_management, messages } = request;
  const edits = context_management?.edits ?? [];
  if (edits.some(({ type }) => type === 'compact_20260112'))
    yield { field: 'context_management', beta: 'compact-2026-01-12' };
  if (context_management && (edits.length === 0 || edits.some(({ type }) => type !== 'compact_20260112')))
    yield { field: 'context_management', beta: 'context-management-2025-06-27' };
  if (output_config?.task_budget)
    yield { field: 'output_config.task_budget', beta: 'task-budgets-2026-03-13' };
  if (diagnostics) yield { field: 'diagnostics', beta: 'cache-diagnosis-2026-04-07' };
  if (thinking?.type === 'adaptive' || thinking?.type === 'enabled') {
    const field = `thinking.${thinking.type}`;
    if (thinking.display === 'updates')
      yield { field: `${field}.display`, beta: 'thinking-display-updates-2026-08-18' };
    if (thinking.block_binding)
      yield { field: `${field}.block_binding`, beta: 'thinking-binding-controls-2026-08-01' };
  }
  for (const [index, message] of messages.entries()) {
    if (message.role !== 'system') continue;
    if (message.clear_at)
      yield {
        field: `messages.${index}.clear_at`,
        beta: 'mid-conversation-system-clear-at-2026-08-21',
      };
    if (message.output_config)
      yield {
        field: `messages.${index}.output_config`,
        beta: 'mid-conversation-output-config-2026-07-01',
      };
  }
}

/** What a request uses without its beta header. */
export function findMissingBeta(request: CheckedRequest, betas: Betas): Refusal | null {
  if (request.compaction && !betas.has('compact-2026-09-04'))
    return invalid('compaction: requires anthropic-beta: compact-2026-09-04');
  for (const { field, beta } of usesOf(request))
    if (!betas.has(beta)) return invalid(`${field}: Extra inputs are not permitted`);
  for (const { path, block } of compactionBlocksOf(request)) {
    // A summary that was asked for is signed; one that came at a threshold is not.
    const beta = block.signature ? 'compact-2026-09-04' : 'compact-2026-01-12';
    if (!betas.has(beta))
      return invalid(
        `${path}: Input tag 'compaction' found using 'type' does not match any of the expected tags`,
      );
  }
  return null;
}
