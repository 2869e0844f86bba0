import type { Change } from '../../../../shared/domain/change';
import {
  describeCondition,
  type PolicyRule,
  type RequestCondition,
  type RuleCondition,
} from '../../../../shared/domain/policy-rule';
import { isAtLeast } from '../../../../shared/domain/risk';
import { type ClockTime, ClockWindow } from './clock-window';
import type { RuleMatch } from './compiled-rule';
import { HostPattern, SeenHost } from './host-pattern';
import { readPath } from './seen-path';
import { SeenText, TextPattern, type Truth } from './text-pattern';

type Texts = 'path' | 'operation' | 'field';
type Part = Texts | 'host' | 'method' | 'size' | 'risk' | 'time';

const PARTS: readonly Part[] = ['time', 'method', 'size', 'risk', 'host', 'path', 'operation', 'field'];
const NO: RuleMatch = { truth: 'no', value: '' };

/**
 * A rule about requests that would change something, made ready to be asked about many. As one about actions: it asks or
 * denies as soon as it may be meant, and allows only what is wholly and plainly meant.
 */
export class RequestRule {
  readonly verdict: PolicyRule['then'];
  readonly reason: string;
  readonly #when: RuleCondition;
  readonly #request: RequestCondition;
  readonly #hosts: readonly HostPattern[] | null;
  readonly #texts: Readonly<Record<Texts, readonly TextPattern[] | null>>;
  readonly #hours: ClockWindow | null;
  readonly #words: string;

  private constructor({ when, then, reason }: PolicyRule, request: RequestCondition) {
    const compile = (sources?: readonly string[]) =>
      sources?.map((source) => new TextPattern(source)) ?? null;
    this.verdict = then;
    this.reason = reason;
    this.#when = when;
    this.#request = request;
    this.#hosts = request.host?.map((source) => new HostPattern(source)) ?? null;
    this.#texts = {
      path: compile(request.path),
      operation: compile(request.operation),
      field: compile(request.field),
    };
    this.#hours = when.time ? new ClockWindow(when.time) : null;
    this.#words = describeCondition(when);
  }

  /** Null for a rule about actions. */
  static of(rule: PolicyRule): RequestRule | null {
    return rule.when.request === undefined ? null : new RequestRule(rule, rule.when.request);
  }

  match(change: Change, time: ClockTime): RuleMatch {
    const isAllowing = this.verdict === 'allow';
    if (isAllowing && !this.#namesTheWorst(change)) return NO;
    let isUnclear = false;
    for (const part of PARTS) {
      const truth = this.#ask(part, change, time);
      if (truth === 'no' || (isAllowing && truth === 'unclear')) return NO;
      if (truth === 'unclear') isUnclear = true;
    }
    return isUnclear
      ? { truth: 'unclear', value: `${this.#words}: can't be told` }
      : { truth: 'yes', value: this.#words };
  }

  /** What can do the most harm, and what nothing is known of, has to be named to be allowed. */
  #namesTheWorst({ category, level }: Change): boolean {
    const hasToBeNamed = level === 'critical' || category === 'unknown';
    return !hasToBeNamed || this.#when.risk !== undefined;
  }

  #ask(part: Part, change: Change, time: ClockTime): Truth {
    switch (part) {
      case 'time':
        return this.#hours === null || this.#hours.includes(time) ? 'yes' : 'no';
      case 'method':
        return this.#request.method?.includes(change.method) === false ? 'no' : 'yes';
      case 'size':
        return this.#asksSize(change);
      case 'risk':
        return this.#asksRisk(change);
      case 'host':
        return this.#asksHost(change);
      default:
        return this.#asksText(part, change);
    }
  }

  #asksSize({ bytes }: Change): Truth {
    const { above_kb: above } = this.#request;
    return above === undefined || bytes === null || bytes > above * 1000 ? 'yes' : 'no';
  }

  #asksRisk({ category, level, isKnown }: Change): Truth {
    const { risk, level: floor } = this.#when;
    const isMeant =
      (risk === undefined || risk.includes(category)) && (floor === undefined || isAtLeast(level, floor));
    if (isMeant) return 'yes';
    return isKnown ? 'no' : 'unclear';
  }

  #asksHost({ host }: Change): Truth {
    if (this.#hosts === null) return 'yes';
    const seen = new SeenHost(host.replace(/:443$/, ''));
    if (this.verdict === 'allow') return this.#hosts.some((pattern) => pattern.permits(seen)) ? 'yes' : 'no';
    return mostMeant(this.#hosts.map((pattern) => pattern.refuses(seen)));
  }

  #asksText(part: Texts, change: Change): Truth {
    const patterns = this.#texts[part];
    if (patterns === null) return 'yes';
    const { texts, isWhole } = textsOf(part, change);
    if (this.verdict === 'allow') {
      const isMeant = (text: SeenText) => patterns.some((pattern) => pattern.permits(text));
      return isWhole && texts.length > 0 && texts.every(isMeant) ? 'yes' : 'no';
    }
    const truth = mostMeant(texts.flatMap((text) => patterns.map((pattern) => pattern.refuses(text))));
    return truth === 'no' && !isWhole ? 'unclear' : truth;
  }
}

/** What a pattern of that part is held against; not whole where there is or may be more that is not known. */
function textsOf(
  part: Texts,
  { url, path, operation, fields, isCut, format }: Change,
): { readonly texts: readonly SeenText[]; readonly isWhole: boolean } {
  if (part === 'operation')
    return { texts: (operation?.split(', ') ?? []).map((name) => new SeenText(name)), isWhole: true };
  if (part === 'path') {
    const read = readPath(url);
    return {
      texts: [...(read?.forms ?? []), ...(read === null ? [new SeenText(path)] : [])],
      isWhole: read !== null && !read.isAmbiguous,
    };
  }
  const isTold = format !== 'stream' && format !== 'binary' && format !== 'text';
  return { texts: fields.map(({ name }) => new SeenText(name)), isWhole: isTold && !isCut };
}

function mostMeant(truths: readonly Truth[]): Truth {
  if (truths.includes('yes')) return 'yes';
  return truths.includes('unclear') ? 'unclear' : 'no';
}
