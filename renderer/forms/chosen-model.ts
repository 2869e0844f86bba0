import type { OfferedModel } from '../../shared/domain/model-list';

/**
 * The model that a form stands for: the one that was chosen, while it is offered; else the suggested one, or the first. Null
 * while none is offered.
 */
export function chosenModel(
  models: readonly OfferedModel[],
  chosen: string,
  suggested: string,
): OfferedModel | null {
  const byId = (id: string) => models.find(({ row }) => row.id === id);
  return byId(chosen) ?? byId(suggested) ?? models[0] ?? null;
}
