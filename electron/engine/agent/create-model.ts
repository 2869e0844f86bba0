import { modelRow } from '../models/model-table';
import type { Model, ModelOptions } from './model';
import { streamTurn } from './stream-turn';
import { warmPrefix } from './warm-prefix';

/** The Messages API through the official SDK, streaming where there is something to read, without its own retries: ours are shown and can be stopped. */
export function createModel(options: ModelOptions): Model {
  const { model, address, row = modelRow(model) } = options;
  return {
    name: model,
    row,
    address,
    ask: (request, ears, signal) =>
      request.purpose.kind === 'warm'
        ? warmPrefix(options, request, { ears, signal })
        : streamTurn(options, request, { ears, signal }),
  };
}
