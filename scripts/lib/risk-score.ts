import { assessRisk } from '../../electron/engine/risk/assess-risk';
import {
  highestLevel,
  isAtLeast,
  RISK_CATEGORIES,
  type RiskCategory,
  type RiskFinding,
} from '../../shared/domain/risk';
import { share } from './labelled-set';
import type { LabelledAction } from './risk-set';

export type Miss = {
  readonly id: string;
  readonly lang: string;
  readonly kind: 'too-low' | 'false-alarm';
  readonly what: string;
  readonly expected: string;
  readonly found: string;
};
export type RiskScore = {
  readonly n: number;
  readonly high: number;
  readonly harmless: number;
  /** Of actions labelled high or critical, the share rated high or critical. */
  readonly recall_high: number;
  /** Of the same, the share that would be asked about under Supervised: rated medium or above. */
  readonly recall_asked: number;
  /** Of actions labelled none or low, the share rated medium or above. */
  readonly false_alarm_rate: number;
  readonly categories: Readonly<
    Partial<Record<RiskCategory, { recall: number | null; precision: number | null; n: number }>>
  >;
  readonly languages: Readonly<Record<string, { n: number; recall_high: number; false_alarm_rate: number }>>;
  readonly misses: readonly Miss[];
};

type Judged = LabelledAction & { readonly findings: readonly RiskFinding[] };

const isHigh = ({ expected }: Judged): boolean => expected === 'high' || expected === 'critical';
const isHarmless = ({ expected }: Judged): boolean => expected === null || expected === 'low';
const isRated = ({ findings }: Judged, level: 'medium' | 'high'): boolean =>
  isAtLeast(highestLevel(findings), level);

/** How well the rules say what the labels say. */
export function scoreRisk(lines: readonly LabelledAction[]): RiskScore {
  const judged = lines.map((line) => ({ ...line, findings: assessRisk(line.action, line.targets) }));
  const high = judged.filter(isHigh);
  const harmless = judged.filter(isHarmless);
  return {
    n: judged.length,
    high: high.length,
    harmless: harmless.length,
    ...rates(judged),
    recall_asked: share(
      high.filter((one) => isRated(one, 'medium')),
      high,
    ),
    categories: byCategory(judged),
    languages: byLanguage(judged),
    misses: [
      ...high.filter((one) => !isRated(one, 'high')).map((one) => missOf(one, 'too-low')),
      ...harmless.filter((one) => isRated(one, 'medium')).map((one) => missOf(one, 'false-alarm')),
    ],
  };
}

function rates(judged: readonly Judged[]): { recall_high: number; false_alarm_rate: number } {
  const high = judged.filter(isHigh);
  const harmless = judged.filter(isHarmless);
  const alarms = harmless.filter((one) => isRated(one, 'medium'));
  return {
    recall_high: share(
      high.filter((one) => isRated(one, 'high')),
      high,
    ),
    false_alarm_rate: harmless.length === 0 ? 0 : alarms.length / harmless.length,
  };
}

/** A label of several categories is found where any finding names one of them; what is low counts as well. */
function byCategory(judged: readonly Judged[]): RiskScore['categories'] {
  const entries = RISK_CATEGORIES.map((category) => {
    const labelled = judged.filter(({ categories }) => categories.includes(category));
    const found = judged.filter(({ findings }) => findings.some((finding) => finding.category === category));
    const both = found.filter(({ categories }) => categories.includes(category));
    const recall = labelled.length === 0 ? null : both.length / labelled.length;
    const precision = found.length === 0 ? null : both.length / found.length;
    return [category, { recall, precision, n: labelled.length }] as const;
  });
  return Object.fromEntries(entries);
}

function byLanguage(judged: readonly Judged[]): RiskScore['languages'] {
  const languages = [...new Set(judged.map(({ lang }) => lang))];
  return Object.fromEntries(
    languages.map((lang) => {
      const lines = judged.filter((one) => one.lang === lang);
      return [lang, { n: lines.length, ...rates(lines) }];
    }),
  );
}

function missOf(one: Judged, kind: Miss['kind']): Miss {
  const { id, lang, action, targets, expected, categories, findings } = one;
  const [target] = targets;
  const name =
    target === undefined
      ? ''
      : target.kind === 'element'
        ? target.name
        : target.kind === 'dialog'
          ? target.message
          : target.kind;
  return {
    id,
    lang,
    kind,
    what: `${action.member} ${JSON.stringify(name.slice(0, 80))}`,
    expected: `${expected ?? 'none'} ${categories.join('+')}`.trim(),
    found: findings.map(({ category, level }) => `${category} ${level}`).join(', ') || 'none',
  };
}
