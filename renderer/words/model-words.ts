import type { ModelList, OfferedModel } from '../../shared/domain/model-list';
import { escapeHidden, shortLabel } from '../../shared/text/visible-text';

/** A model in a list: its name, and in a word what speaks against it. */
export function modelOption({ row, isDeprecated, isNew }: OfferedModel): string {
  const notes = [
    isDeprecated ? (row.retiresAt ? `until ${row.retiresAt}` : 'deprecated') : null,
    row.keepsData ? 'keeps data for 30 days' : null,
    isNew ? 'new' : null,
  ].filter((note) => note !== null);
  const name = shortLabel(row.name, 60);
  return notes.length === 0 ? name : `${name} (${notes.join(', ')})`;
}

/** What has to be known of a model before it is chosen, as sentences. */
export function modelNotes({ row, isDeprecated, isNew }: OfferedModel): readonly string[] {
  return [
    row.keepsData
      ? 'Its provider keeps for 30 days what it is sent, and that is the task and every screenshot.'
      : null,
    isDeprecated
      ? `It is deprecated: ${row.retiresAt ? `it answers until ${row.retiresAt} as planned now` : 'it will be retired'}.`
      : null,
    isNew
      ? 'This console knows only what the API says of it: its price is not known, so a limit of cost refuses it.'
      : null,
  ].filter((note) => note !== null);
}

/** Where the list comes from. */
export function listSource({ source, problem, isAsking }: ModelList): string {
  if (isAsking) return 'Asking the API which there are…';
  const from = source === 'api' ? 'As the API lists them' : 'As this console knows them';
  return problem === null ? from : `${from}: ${escapeHidden(problem)}`;
}
