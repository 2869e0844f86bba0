import { modelRow } from '../models/model-table';
import type { Model, ModelOptions } from './model';
import { streamTurn } from './stream-turn';

/** The Messages API through the official SDK, streaming, without its own retries: ours are shown and can be stopped. */
export function createModel(options: ModelOptions): Model {
  const { model, address, row = modelRow(model) } = options;
  return {
    name: model,
    row,
    address,
    ask: (request, ears, signal) => streamTurn(options, request, { ears, signal }),
  };
}
