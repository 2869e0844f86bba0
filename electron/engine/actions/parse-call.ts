import { type Action, MEMBERS, type Member, memberInputs } from '../../../shared/domain/action';

type Call = { readonly member: string; readonly input: unknown };

export function isMember(name: string): name is Member {
  return (MEMBERS as readonly string[]).includes(name);
}

/** The call as an action, or null when it is none. Strict: an unknown field or a fraction of a pixel is refused. */
export function parseAction({ member, input }: Call): Action | null {
  if (!isMember(member)) return null;
  const parsed = memberInputs[member].safeParse(input);
  return parsed.success ? ({ member, input: parsed.data } as Action) : null;
}

/** Which fields do not fit and what was expected, limits too; never the values, which may be anything. */
export function describeBadInput({ member, input }: Call): string {
  if (!isMember(member)) return 'there is no such action';
  const issues = memberInputs[member].safeParse(input).error?.issues ?? [];
  const faults = issues.map((issue) => `${issue.path.join('.') || 'input'}${limitOf(issue)}`);
  return `the input of ${member} is not valid: ${[...new Set(faults)].slice(0, 5).join(', ')}`;
}

type Issue = NonNullable<ReturnType<(typeof memberInputs)['key']['safeParse']>['error']>['issues'][number];

/** The limit that was passed, so that the model can ask for less at a time. */
function limitOf(issue: Issue): string {
  const unit = 'origin' in issue && issue.origin === 'string' ? ' characters' : '';
  if (issue.code === 'too_big') return ` (at most ${issue.maximum}${unit})`;
  if (issue.code === 'custom') return ` (${issue.message})`;
  return issue.code === 'too_small' ? ` (at least ${issue.minimum}${unit})` : '';
}
