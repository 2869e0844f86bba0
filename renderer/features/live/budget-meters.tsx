import type { Session } from '../../../shared/domain/session';
import { Meter } from '../../components/meter';
import { useNow } from '../../components/use-now';
import { formatClock, formatCount } from '../../words/format-duration';

/** What the run has used of what it may use. */
export function BudgetMeters({ session }: { readonly session: Session }) {
  const now = useNow(1000, session.workingSince !== null);
  const { policy } = session.settings;
  const { workedMs, workingSince } = session;
  const elapsedMs = workedMs + (workingSince === null ? 0 : Math.max(0, now - workingSince));
  const limitMs = policy.timeout_seconds * 1000;
  const { input, output, cacheRead, cacheWrite } = session.usage;
  const tokens = input + output + cacheRead + cacheWrite;
  return (
    <section className="budget-meters" aria-label="Budgets">
      <Meter
        label="Steps"
        value={session.steps}
        max={policy.max_steps}
        text={`${session.steps} of ${policy.max_steps}`}
      />
      <Meter
        label="Worked"
        title="The agent’s own: what you take to decide does not count"
        value={elapsedMs}
        max={limitMs}
        text={`${formatClock(elapsedMs)} of ${formatClock(limitMs)}`}
      />
      <Meter
        label="Tokens"
        value={tokens}
        max={null}
        text={formatCount(tokens)}
        title={`${formatCount(input)} in, ${formatCount(output)} out, ${formatCount(cacheRead)} read from cache, ${formatCount(cacheWrite)} written to it`}
      />
      <Meter label="Denials" value={session.denials} max={null} text={String(session.denials)} />
    </section>
  );
}
