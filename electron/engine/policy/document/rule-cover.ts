import type { PolicyRule, RequestCondition, RuleCondition } from '../../../../shared/domain/policy-rule';
import { isAtLeast } from '../../../../shared/domain/risk';
import { actsOnElement } from '../../actions/acts-on-element';
import { HostPattern } from '../rules/host-pattern';
import { TextPattern } from '../rules/text-pattern';

/**
 * Whether the earlier rule decides wherever the later one could. Only said when it is certain: every entry of the later
 * condition lies within an entry of the earlier one.
 */
export function coversRule(earlier: PolicyRule, later: PolicyRule): boolean {
  const outer = earlier.when;
  const inner = later.when;
  // A rule that allows holds for less than its words: never for a disguise, nor for grave risks that it does not name.
  if (earlier.then === 'allow') {
    if (later.then !== 'allow') return false;
    if ((outer.risk === undefined) !== (inner.risk === undefined)) return false;
  }
  const isPermitting = earlier.then === 'allow';
  return (
    coversRequest(outer.request, inner.request, isPermitting) &&
    coversMembers(outer, inner) &&
    coversTime(outer, inner) &&
    coversList(outer.risk, inner.risk, (a, b) => a === b) &&
    (outer.level === undefined || (inner.level !== undefined && isAtLeast(inner.level, outer.level))) &&
    coversList(outer.host, inner.host, (a, b) =>
      new HostPattern(a).covers(new HostPattern(b), isPermitting),
    ) &&
    (['path', 'role', 'name', 'text'] as const).every((field) =>
      coversList(outer[field], inner[field], (a, b) =>
        new TextPattern(a).covers(new TextPattern(b), isPermitting),
      ),
    )
  );
}

/** One about actions and one about requests never decide the same thing. */
function coversRequest(
  outer: RequestCondition | undefined,
  inner: RequestCondition | undefined,
  isPermitting: boolean,
): boolean {
  if (outer === undefined || inner === undefined) return outer === inner;
  return (
    coversList(outer.method, inner.method, (a, b) => a === b) &&
    coversList(outer.host, inner.host, (a, b) =>
      new HostPattern(a).covers(new HostPattern(b), isPermitting),
    ) &&
    (['path', 'operation', 'field'] as const).every((field) =>
      coversList(outer[field], inner[field], (a, b) =>
        new TextPattern(a).covers(new TextPattern(b), isPermitting),
      ),
    ) &&
    (outer.above_kb === undefined || (inner.above_kb !== undefined && inner.above_kb >= outer.above_kb))
  );
}

function coversList<T>(
  outer: readonly T[] | undefined,
  inner: readonly T[] | undefined,
  covers: (a: T, b: T) => boolean,
) {
  if (outer === undefined) return true;
  return inner?.every((part) => outer.some((whole) => covers(whole, part))) ?? false;
}

function coversMembers(outer: RuleCondition, inner: RuleCondition): boolean {
  if (outer.member !== undefined) return coversList(outer.member, inner.member, (a, b) => a === b);
  // One without a list of members is only about what acts on an element, unless it asks for nothing but the time.
  const { member: _, time: __, ...rest } = outer;
  const isAboutMore = Object.values(rest).some((field) => field !== undefined);
  return (
    !isAboutMore || inner.member === undefined || inner.member.every((member) => actsOnElement(member, false))
  );
}

function coversTime({ time: outer }: RuleCondition, { time: inner }: RuleCondition): boolean {
  if (outer === undefined) return true;
  if (inner === undefined || outer.from !== inner.from || outer.to !== inner.to) return false;
  return outer.days === undefined || (inner.days?.every((day) => outer.days?.includes(day)) ?? false);
}
