import type { Member } from '../../../../shared/domain/action';
import {
  describeCondition,
  type PolicyRule,
  type RuleCondition,
} from '../../../../shared/domain/policy-rule';
import { highestLevel, isAtLeast } from '../../../../shared/domain/risk';
import { ClockWindow } from './clock-window';
import { HostPattern } from './host-pattern';
import type { RuleSubject, SeenTarget } from './rule-subject';
import { type SeenText, TextPattern, type Truth } from './text-pattern';

/** `value` says in plain words which entries of the condition held, or could not be told. */
export type RuleMatch = { readonly truth: Truth; readonly value: string };

type TargetField = 'host' | 'path' | 'role' | 'name';
const TARGET_FIELDS: readonly TargetField[] = ['host', 'path', 'role', 'name'];

/** The cheap ones first. */
const REFUSING_PARTS = ['time', 'risk', 'text', 'targets'] as const;

const NOTHING_SEEN: readonly SeenText[] = [];
const NO: RuleMatch = { truth: 'no', value: '' };

/**
 * A rule made ready to be asked about many actions. One that asks or denies holds as soon as one target may be meant by
 * it, under any disguise; one that allows holds only when every target is wholly and plainly meant.
 */
export class CompiledRule {
  readonly verdict: PolicyRule['then'];
  readonly reason: string;
  readonly #when: RuleCondition;
  readonly #members: ReadonlySet<Member> | null;
  readonly #hosts: readonly HostPattern[] | null;
  readonly #patterns: Readonly<Record<'path' | 'role' | 'name' | 'text', readonly TextPattern[] | null>>;
  readonly #targetFields: readonly TargetField[];
  readonly #hours: ClockWindow | null;
  readonly #words: string;
  /** Whether it asks for more than the kind of action and the time. */
  readonly #isAboutMore: boolean;

  constructor(rule: PolicyRule) {
    const { when } = rule;
    this.verdict = rule.then;
    this.reason = rule.reason;
    this.#when = when;
    this.#members = when.member ? new Set(when.member) : null;
    this.#hosts = when.host?.map((source) => new HostPattern(source)) ?? null;
    const compile = (sources?: readonly string[]) =>
      sources?.map((source) => new TextPattern(source)) ?? null;
    this.#patterns = {
      path: compile(when.path),
      role: compile(when.role),
      name: compile(when.name),
      text: compile(when.text),
    };
    this.#targetFields = TARGET_FIELDS.filter((field) => when[field] !== undefined);
    this.#hours = when.time ? new ClockWindow(when.time) : null;
    this.#words = describeCondition(when);
    this.#isAboutMore =
      this.#targetFields.length > 0 ||
      [when.text, when.risk, when.level].some((field) => field !== undefined);
  }

  match(subject: RuleSubject): RuleMatch {
    if (this.#when.request !== undefined) return NO;
    if (this.#members !== null && !this.#members.has(subject.action.member)) return NO;
    if (!subject.isActing && this.#members === null && this.#isAboutMore) return NO;
    return this.verdict === 'allow' ? this.#permit(subject) : this.#refuse(subject);
  }

  #permit(subject: RuleSubject): RuleMatch {
    const { risk, level } = this.#when;
    for (const finding of subject.findings) {
      // What can do the most harm, and what nothing is known of, has to be named.
      const hasToBeNamed = finding.level === 'critical' || finding.category === 'unknown';
      if (risk === undefined ? hasToBeNamed : !risk.includes(finding.category)) return NO;
    }
    if (risk !== undefined && subject.findings.length === 0) return NO;
    if (level !== undefined && !hasLevel(subject, level)) return NO;
    if (this.#hours !== null && !this.#hours.includes(subject.time)) return NO;
    if (this.#patterns.text !== null) {
      const { text } = subject;
      // A line break or a tab is the press of a key, which no pattern of a text permits.
      if (text === null || /[\r\n\t]/.test(text.text) || !anyPermits(this.#patterns.text, text)) return NO;
    }
    if (this.#targetFields.length > 0 && subject.targets.length === 0) return NO;
    for (const target of subject.targets) {
      for (const field of this.#targetFields) {
        if (!this.#permitsField(field, target)) return NO;
      }
    }
    return { truth: 'yes', value: this.#words };
  }

  #permitsField(field: TargetField, target: SeenTarget): boolean {
    if (field === 'host') {
      const { host } = target;
      return host !== null && anyPermits(this.#hosts ?? [], host);
    }
    const patterns = this.#patterns[field] ?? [];
    if (field === 'path') {
      const { path } = target;
      if (path === null || path.isAmbiguous) return false;
      return allPermitted(patterns, path.forms);
    }
    const texts = field === 'role' ? target.roles : target.names;
    return texts.length > 0 && allPermitted(patterns, texts);
  }

  #refuse(subject: RuleSubject): RuleMatch {
    let isUnclear = false;
    for (const part of REFUSING_PARTS) {
      const truth = this.#ask(part, subject);
      if (truth === 'no') return NO;
      if (truth === 'unclear') isUnclear = true;
    }
    return isUnclear
      ? { truth: 'unclear', value: `${this.#words}: can't be told` }
      : { truth: 'yes', value: this.#words };
  }

  #ask(part: (typeof REFUSING_PARTS)[number], subject: RuleSubject): Truth {
    switch (part) {
      case 'time':
        return this.#refusesTime(subject);
      case 'risk':
        return this.#refusesRisk(subject);
      case 'text':
        return this.#refusesText(subject);
      case 'targets':
        return this.#refusesTargets(subject);
    }
  }

  #refusesRisk(subject: RuleSubject): Truth {
    const { risk, level } = this.#when;
    if (risk === undefined && level === undefined) return 'yes';
    const isFound = risk === undefined || subject.findings.some(({ category }) => risk.includes(category));
    if (isFound && (level === undefined || hasLevel(subject, level))) return 'yes';
    // Something of which nothing is known may be any risk, of any level.
    return subject.hasUnknownRisk ? 'unclear' : 'no';
  }

  #refusesTime({ time }: RuleSubject): Truth {
    if (this.#hours === null) return 'yes';
    if (!Number.isFinite(time.minutes) || !Number.isInteger(time.weekday)) return 'unclear';
    return this.#hours.includes(time) ? 'yes' : 'no';
  }

  #refusesText(subject: RuleSubject): Truth {
    const patterns = this.#patterns.text;
    if (patterns === null) return 'yes';
    if (subject.entered.kind === 'unclear') return 'unclear';
    const { text } = subject;
    return text === null ? 'no' : anyRefuses(patterns, text);
  }

  #refusesTargets(subject: RuleSubject): Truth {
    if (this.#targetFields.length === 0) return 'yes';
    if (subject.targets.length === 0) return 'unclear';
    let truth: Truth = 'no';
    for (const target of subject.targets) {
      const part = this.#refusesTarget(target);
      if (part === 'yes') return 'yes';
      if (part === 'unclear') truth = 'unclear';
    }
    return truth;
  }

  #refusesTarget(target: SeenTarget): Truth {
    let truth: Truth = 'yes';
    for (const field of this.#targetFields) {
      const part = this.#refusesField(field, target);
      if (part === 'no') return 'no';
      if (part === 'unclear') truth = 'unclear';
    }
    return truth;
  }

  #refusesField(field: TargetField, target: SeenTarget): Truth {
    if (field === 'host') {
      const { host } = target;
      if (host === null) return this.#hosts?.some(({ source }) => source === '*') ? 'yes' : 'unclear';
      return anyRefuses(this.#hosts ?? [], host);
    }
    const texts =
      field === 'path'
        ? (target.path?.forms ?? NOTHING_SEEN)
        : field === 'role'
          ? target.roles
          : target.names;
    if (texts.length === 0) return 'unclear';
    const patterns = this.#patterns[field] ?? [];
    let truth: Truth = 'no';
    for (const text of texts) {
      const part = anyRefuses(patterns, text);
      if (part === 'yes') return 'yes';
      if (part === 'unclear') truth = 'unclear';
    }
    return truth;
  }
}

function hasLevel(subject: RuleSubject, level: NonNullable<RuleCondition['level']>): boolean {
  return subject.findings.length > 0 && isAtLeast(highestLevel(subject.findings), level);
}

/** Every rule asks this of every action: a loop, because closures for it would keep the garbage collector busy. */
function anyRefuses<T>(patterns: readonly { refuses(seen: T): Truth }[], seen: T): Truth {
  let truth: Truth = 'no';
  for (const pattern of patterns) {
    const part = pattern.refuses(seen);
    if (part === 'yes') return 'yes';
    if (part === 'unclear') truth = 'unclear';
  }
  return truth;
}

function anyPermits<T>(patterns: readonly { permits(seen: T): boolean }[], seen: T): boolean {
  for (const pattern of patterns) {
    if (pattern.permits(seen)) return true;
  }
  return false;
}

function allPermitted(patterns: readonly TextPattern[], texts: readonly SeenText[]): boolean {
  for (const text of texts) {
    if (!anyPermits(patterns, text)) return false;
  }
  return true;
}
