import type { Policy } from '../../../shared/domain/policy';
import type { Session } from '../../../shared/domain/session';
import { allTokens } from '../../../shared/domain/token-usage';
import { Meter } from '../../components/meter';
import { useNow } from '../../components/use-now';
import { formatClock, formatCount } from '../../words/format-duration';
import { formatUsd } from '../../words/format-money';
import { warmthWords } from '../../words/warmth-words';

/** What the run has used of what it may use. */
export function BudgetMeters({ session }: { readonly session: Session }) {
  const now = useNow(1000, session.workingSince !== null);
  const { policy, model } = session.settings;
  const { workedMs, workingSince } = session;
  const elapsedMs = workedMs + (workingSince === null ? 0 : Math.max(0, now - workingSince));
  const limitMs = policy.timeout_seconds * 1000;
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
      <Meter label="Denials" value={session.denials} max={null} text={String(session.denials)} />
      <TokenMeter usage={session.usage} max={policy.max_tokens} />
      {model.kind === 'claude' && <CostMeter cost={session.cost} max={policy.max_cost_usd} />}
      <CacheLine warmth={session.cacheWarmth} />
    </section>
  );
}

type TokenMeterProps = { readonly usage: Session['usage']; readonly max: Policy['max_tokens'] };

function TokenMeter({ usage, max }: TokenMeterProps) {
  const { input, output, cacheRead, cacheWrite, hourCacheWrite, thinking } = usage;
  const tokens = allTokens(usage);
  const hour = hourCacheWrite === 0 ? '' : ` (${formatCount(hourCacheWrite)} of it for an hour)`;
  return (
    <Meter
      label="Tokens"
      value={tokens}
      max={max}
      text={max === null ? formatCount(tokens) : `${formatCount(tokens)} of ${formatCount(max)}`}
      title={`${formatCount(input)} in, ${formatCount(output)} out (${formatCount(thinking)} of it thinking), ${formatCount(cacheRead)} read from cache, ${formatCount(cacheWrite)} written to it${hour}. Answers that broke off count, too.`}
    />
  );
}

type CostMeterProps = { readonly cost: Session['cost']; readonly max: Policy['max_cost_usd'] };

function CostMeter({ cost, max }: CostMeterProps) {
  if (cost === null) {
    const title = 'The price of this model is not known here';
    return <Meter label="Cost" value={0} max={null} text="not known" title={title} />;
  }
  const { nanoUsd, thinkingNanoUsd } = cost;
  const spent = formatUsd(nanoUsd);
  return (
    <Meter
      label="Cost"
      value={nanoUsd / 1e9}
      max={max}
      text={max === null ? spent : `${spent} of ${formatUsd(max * 1e9)}`}
      title={`By the list price, ${formatUsd(thinkingNanoUsd)} of it for thinking. Answers that broke off count, too.`}
    />
  );
}

type CacheLineProps = { readonly warmth: Session['cacheWarmth'] };

/** Comes and changes with an answer of the model, so not while the card of an action is read. */
function CacheLine({ warmth }: CacheLineProps) {
  const words = warmthWords(warmth);
  if (words === null) return null;
  const title =
    'While you decide, the service is asked in time for nothing, so that the next turn need not pay for the whole conversation anew. What that costs is taken off.';
  return (
    <p className="cache-line" title={title}>
      {words}
    </p>
  );
}
