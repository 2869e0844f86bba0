import { readRequest } from '../../electron/engine/changes/read-request';
import { isAtLeast, RISK_CATEGORIES, type RiskCategory } from '../../shared/domain/risk';
import type { LabelledRequest } from './change-set';
import { share } from './labelled-set';

export type ChangeMiss = {
  readonly id: string;
  readonly kind: 'missed' | 'false-question';
  readonly what: string;
  readonly expected: string;
  readonly found: string;
};

export type ChangeScore = {
  readonly n: number;
  readonly changes: number;
  readonly harmless: number;
  /** Of requests labelled a change at medium or above, the share judged so, or of unknown kind. */
  readonly recall_changes: number;
  /** Of those labelled reading, traffic or a low change, the share judged a change at medium or above, or of unknown kind. */
  readonly false_question_rate: number;
  /** Of changes labelled with a category that were judged a change, the share judged to be of one of theirs. */
  readonly right_category: number;
  readonly categories: Readonly<Partial<Record<RiskCategory, { recall: number; n: number }>>>;
  readonly styles: Readonly<
    Record<string, { n: number; recall_changes: number; false_question_rate: number }>
  >;
  readonly misses: readonly ChangeMiss[];
};

type Judged = LabelledRequest & { readonly reading: ReturnType<typeof readRequest> };

const isWanted = ({ level }: Judged): boolean => level !== null && isAtLeast(level, 'medium');
const asks = ({ reading }: Judged): boolean =>
  reading.kind === 'change' && (!reading.change.isKnown || isAtLeast(reading.change.level, 'medium'));
const isOfItsCategory = ({ reading, categories }: Judged): boolean =>
  reading.kind === 'change' && categories.includes(reading.change.category);

/** How well the judge says what the labels say. */
export function scoreChanges(lines: readonly LabelledRequest[]): ChangeScore {
  const judged = lines.map((line) => ({ ...line, reading: readRequest(line.request) }));
  const wanted = judged.filter(isWanted);
  const harmless = judged.filter((one) => !isWanted(one));
  const named = wanted.filter((one) => one.categories.length > 0 && asks(one));
  return {
    n: judged.length,
    changes: wanted.length,
    harmless: harmless.length,
    ...rates(judged),
    right_category: share(named.filter(isOfItsCategory), named),
    categories: byCategory(wanted),
    styles: byStyle(judged),
    misses: [
      ...wanted.filter((one) => !asks(one)).map((one) => missOf(one, 'missed')),
      ...harmless.filter(asks).map((one) => missOf(one, 'false-question')),
    ],
  };
}

function rates(judged: readonly Judged[]): { recall_changes: number; false_question_rate: number } {
  const wanted = judged.filter(isWanted);
  const harmless = judged.filter((one) => !isWanted(one));
  return {
    recall_changes: share(wanted.filter(asks), wanted),
    false_question_rate: harmless.length === 0 ? 0 : harmless.filter(asks).length / harmless.length,
  };
}

function byCategory(wanted: readonly Judged[]): ChangeScore['categories'] {
  const entries = RISK_CATEGORIES.flatMap((category) => {
    const labelled = wanted.filter(({ categories }) => categories.includes(category));
    const recall = share(labelled.filter(asks), labelled);
    return labelled.length === 0 ? [] : [[category, { recall, n: labelled.length }] as const];
  });
  return Object.fromEntries(entries);
}

function byStyle(judged: readonly Judged[]): ChangeScore['styles'] {
  const styles = [...new Set(judged.map(({ style }) => style))].sort();
  return Object.fromEntries(
    styles.map((style) => {
      const lines = judged.filter((one) => one.style === style);
      return [style, { n: lines.length, ...rates(lines) }];
    }),
  );
}

function missOf(one: Judged, kind: ChangeMiss['kind']): ChangeMiss {
  const { id, request, reading, level } = one;
  return {
    id,
    kind,
    what: `${request.method} ${request.url.slice(0, 100)}`,
    expected: `${one.kind} ${level ?? ''} ${one.categories.join('+')}`.trim(),
    found:
      reading.kind === 'change'
        ? `${reading.change.category} ${reading.change.level}: ${reading.change.why}`
        : `${reading.kind}: ${reading.why}`,
  };
}
