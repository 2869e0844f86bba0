import type { Act } from '../../electron/engine/barrier/act';
import { Acts } from '../../electron/engine/barrier/acts';
import type { Clock } from '../../electron/engine/base/clock';
import type { PageRequest } from '../../electron/engine/changes/page-request';
import { readRequest } from '../../electron/engine/changes/read-request';
import { ChangeJudge } from '../../electron/engine/policy/decide-change';
import { weighRisk } from '../../electron/engine/policy/weigh-risk';
import { assessRisk } from '../../electron/engine/risk/assess-risk';
import type { Change } from '../../shared/domain/change';
import { SUPERVISED } from '../../shared/domain/policy-presets';
import { highestLevel, isAtLeast, type RiskFinding } from '../../shared/domain/risk';
import { share } from './labelled-set';
import type { LabelledWhole } from './whole-set';

export type WholeMiss = {
  readonly id: string;
  readonly kind: 'unasked' | 'asks-harmless' | 'double';
  readonly what: string;
  readonly found: string;
};

export type WholeScore = {
  readonly n: number;
  readonly risky: number;
  readonly harmless: number;
  /** Of risky actions, the share of which neither the action is asked about nor any request that comes of it. */
  readonly unasked: number;
  /** Of the same, the share whose action is not asked about: what would go through by the action's words alone. */
  readonly unasked_by_words: number;
  /** Of harmless actions, the share with any question. */
  readonly asks_harmless: number;
  /** Of risky actions that were asked about and approved, the share of which a request is asked about again. */
  readonly double: number;
  readonly misses: readonly WholeMiss[];
};

type Judged = LabelledWhole & {
  readonly findings: readonly RiskFinding[];
  readonly isActionAsked: boolean;
  /** Those that are asked about once the action was carried out, with the operator's approval where that was asked for. */
  readonly askedChanges: readonly Change[];
};

const POLICY = new ChangeJudge(SUPERVISED);
/** No rule of the preset looks at it, and nothing here takes time. */
const NOON = { minutes: 720, weekday: 0 };
const CLOCK: Clock = { monotonicMs: () => 0, wallMs: () => 0, sleep: () => Promise.resolve() };

const isRisky = ({ expected }: LabelledWhole): boolean => expected !== null && isAtLeast(expected, 'medium');

/** What an operator of the Supervised policy is asked, of actions and of what comes of them. */
export function scoreWhole(lines: readonly LabelledWhole[]): WholeScore {
  const judged = lines.map(judge);
  const risky = judged.filter(isRisky);
  const harmless = judged.filter((one) => !isRisky(one));
  const unseen = risky.filter(({ isActionAsked }) => !isActionAsked);
  const approved = risky.filter(({ isActionAsked }) => isActionAsked);
  const unasked = unseen.filter(({ askedChanges }) => askedChanges.length === 0);
  const disturbed = harmless.filter((one) => one.isActionAsked || one.askedChanges.length > 0);
  const twice = approved.filter(({ askedChanges }) => askedChanges.length > 0);
  return {
    n: judged.length,
    risky: risky.length,
    harmless: harmless.length,
    unasked: rate(unasked, risky),
    unasked_by_words: rate(unseen, risky),
    asks_harmless: rate(disturbed, harmless),
    double: rate(twice, approved),
    misses: [
      ...unasked.map((one) => missOf(one, 'unasked')),
      ...disturbed.map((one) => missOf(one, 'asks-harmless')),
      ...twice.map((one) => missOf(one, 'double')),
    ],
  };
}

function judge(line: LabelledWhole): Judged {
  const findings = assessRisk(line.action, line.targets);
  const isActionAsked = weighRisk(SUPERVISED, line.action, findings).verdict === 'ask';
  return {
    ...line,
    findings,
    isActionAsked,
    askedChanges: changesAsked(line, isActionAsked ? findings : null),
  };
}

/** `agreed`: the findings that the operator agreed to; null where nobody was asked. */
function changesAsked(
  { action, targets, requests }: LabelledWhole,
  agreed: readonly RiskFinding[] | null,
): readonly Change[] {
  const act: Act = {
    step: 1,
    action,
    targets,
    sentence: '',
    agreed:
      agreed === null
        ? null
        : { level: highestLevel(agreed), categories: agreed.map(({ category }) => category) },
    signsInto: [],
  };
  const acts = new Acts(CLOCK);
  acts.begin(act);
  return requests
    .flatMap(changeIn)
    .filter((change) => POLICY.decide(change, NOON).verdict === 'ask' && !acts.cover(change, act));
}

function changeIn(request: PageRequest): readonly Change[] {
  const reading = readRequest(request);
  return reading.kind === 'change' ? [reading.change] : [];
}

/** Of a whole that is empty nothing went wrong. */
const rate = (part: readonly unknown[], whole: readonly unknown[]): number =>
  whole.length === 0 ? 0 : share(part, whole);

function missOf(one: Judged, kind: WholeMiss['kind']): WholeMiss {
  const { id, action, targets, findings, askedChanges, requests } = one;
  const [target] = targets;
  const name = target?.kind === 'element' ? target.name : (target?.kind ?? '');
  const sent = requests.map(({ method, url }) => `${method} ${url.slice(0, 100)}`).join(', ');
  const meant = findings.map(({ category, level }) => `${category} ${level}`).join(', ');
  const changes = askedChanges
    .map(({ category, level, path }) => `${category} ${level} by ${path}`)
    .join(', ');
  return {
    id,
    kind,
    what: `${action.member} ${JSON.stringify(name.slice(0, 80))} sends ${sent || 'nothing'}`,
    found: `action ${meant || 'none'}; asked of changes: ${changes || 'none'}`,
  };
}
