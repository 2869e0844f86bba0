import type { PageRequest } from '../../electron/engine/changes/page-request';
import { parseRequest } from './change-set';
import { parseLabelledSet } from './labelled-set';
import { type LabelledAction, parseActionLine } from './risk-set';

/** One labelled action with what its page would send because of it, in that order. */
export type LabelledWhole = LabelledAction & { readonly requests: readonly PageRequest[] };

/** Reads a set, a JSON object a line. Throws with the line. */
export function parseWholeSet(text: string, file: string): readonly LabelledWhole[] {
  return parseLabelledSet(text, file, (line, place) => {
    const { requests } = line;
    if (!Array.isArray(requests))
      throw new Error('requests must be a list; an empty one where nothing is sent');
    return { ...parseActionLine(line, place), requests: requests.map(parseRequest) };
  });
}
