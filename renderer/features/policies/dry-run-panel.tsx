import { ArrowRight, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DryRunStep, DryRunSubject } from '../../../shared/domain/dry-run';
import type { Policy } from '../../../shared/domain/policy';
import { escapeHidden, shortLabel } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Field } from '../../components/field';
import { LoadingState } from '../../components/loading-state';
import { StepText } from '../../components/step-text';
import { judgePast } from '../../stores/policies-store';
import { useSessions } from '../../stores/sessions-store';
import { errorMessage } from '../../words/error-message';
import { formatDateTime } from '../../words/format-date';
import { stepSentence } from '../../words/step-sentence';
import { VerdictBadge } from './verdict-badge';
import './dry-run.css';

const PASTED = 'pasted';
const EXAMPLE = '{"member": "left_click", "input": {"coordinate": [640, 400]}}';
const WAIT_MS = 250;
const HINT = 'A dry run: nothing happens, only the decisions of a record are made again.';

type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'steps'; readonly steps: readonly DryRunStep[] }
  | { readonly kind: 'failed'; readonly message: string };

/** What would the policy have said? To every action of a past session, or to one that is pasted. */
export function DryRunPanel({ policy }: { readonly policy: Policy }) {
  const sessions = useSessions((state) => state.sessions);
  const [choice, setChoice] = useState('');
  const [pasted, setPasted] = useState(EXAMPLE);
  const subject = choice === '' ? null : choice === PASTED ? readPasted(pasted) : onSession(choice);
  const answer = useDryRun(policy, subject);
  return (
    <section className="dry-run" aria-label="Dry run">
      <Field id="dry-run-subject" label="Would these have been let through?" hint={HINT}>
        <select
          id="dry-run-subject"
          className="input"
          aria-describedby="dry-run-subject-note"
          value={choice}
          onChange={(event) => setChoice(event.target.value)}
        >
          <option value="">Choose a past session…</option>
          {sessions.map(({ id, settings, createdAt }) => (
            <option key={id} value={id}>
              {formatDateTime(createdAt)} · {shortLabel(settings.task, 60)}
            </option>
          ))}
          <option value={PASTED}>One action, pasted here</option>
        </select>
      </Field>
      {choice === PASTED && (
        <Field
          id="dry-run-action"
          label="Action"
          error={
            subject === null ? 'Not an action: it needs a member and an input, as in a record.' : undefined
          }
          hint="As in a record; with a “target” it is judged on that."
        >
          <textarea
            id="dry-run-action"
            className="input mono"
            spellCheck={false}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        </Field>
      )}
      {policy.allowed_hosts.length === 0 && choice !== '' && choice !== PASTED && (
        <p className="faint">The policy names no hosts, so those of the session count.</p>
      )}
      <Result answer={answer} />
    </section>
  );
}

function onSession(sessionId: string): DryRunSubject {
  return { kind: 'session', sessionId };
}

/** Null when it is no action. Whether its input fits is for the engine to say. */
function readPasted(text: string): DryRunSubject | null {
  try {
    const { member, input, target = null } = JSON.parse(text);
    const isCall = typeof member === 'string' && typeof input === 'object' && input !== null;
    return isCall ? { kind: 'action', action: { member, input }, target } : null;
  } catch {
    return null;
  }
}

/** Asked anew whenever the policy or the subject has changed. */
function useDryRun(policy: Policy, subject: DryRunSubject | null): Answer {
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' });
  const key = JSON.stringify([policy, subject]);
  useEffect(() => {
    const [asked, about]: [Policy, DryRunSubject | null] = JSON.parse(key);
    if (about === null) {
      setAnswer({ kind: 'none' });
      return;
    }
    let isStale = false;
    const ask = async (): Promise<void> => {
      try {
        const steps = await judgePast(asked, about);
        if (!isStale) setAnswer({ kind: 'steps', steps });
      } catch (error) {
        if (!isStale) setAnswer({ kind: 'failed', message: errorMessage(error) });
      }
    };
    setAnswer((known) => (known.kind === 'steps' ? known : { kind: 'loading' }));
    const timer = setTimeout(() => void ask(), WAIT_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [key]);
  return answer;
}

function Result({ answer }: { readonly answer: Answer }) {
  switch (answer.kind) {
    case 'none':
      return null;
    case 'loading':
      return <LoadingState label="Judging every action again…" />;
    case 'failed':
      return (
        <Banner tone="denied" icon={TriangleAlert} role="alert">
          {escapeHidden(answer.message)}
        </Banner>
      );
    case 'steps':
      return <Decisions steps={answer.steps} />;
  }
}

function Decisions({ steps }: { readonly steps: readonly DryRunStep[] }) {
  const changed = steps.filter(({ hasChanged }) => hasChanged);
  const same = steps.filter(({ hasChanged }) => !hasChanged);
  const isPasted = steps.length === 1 && steps[0]?.was === null;
  return (
    <div className="dry-run-result">
      {!isPasted && (
        <p className="dry-run-count" role="status">
          <strong>
            {changed.length} of {steps.length}
          </strong>{' '}
          {steps.length === 1 ? 'decision changes' : 'decisions change'}
        </p>
      )}
      <StepList label="Changed" steps={changed} />
      {same.length > 0 && (
        <details open={isPasted || changed.length === 0}>
          <summary>{isPasted ? 'The decision' : `${same.length} as before`}</summary>
          <StepList label="As before" steps={same} />
        </details>
      )}
    </div>
  );
}

function StepList({ label, steps }: { readonly label: string; readonly steps: readonly DryRunStep[] }) {
  if (steps.length === 0) return null;
  return (
    <ol className="dry-run-steps" aria-label={label}>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step may stand in a record twice
        <Step key={index} step={step} />
      ))}
    </ol>
  );
}

function Subject({ step: { action, change, target } }: { readonly step: DryRunStep }) {
  if (action !== null) return <StepText {...stepSentence(action, target)} />;
  if (change === null) return null;
  const { method, host, path, does } = change;
  return (
    <span>
      Request: {escapeHidden(does)}{' '}
      <code>{shortLabel(`${method} ${host.replace(/:443$/, '')}${path}`, 120)}</code>
    </span>
  );
}

function Step({ step }: { readonly step: DryRunStep }) {
  const { was, now, untold } = step;
  return (
    <li className="dry-run-step">
      <p>
        {step.step !== null && <span className="dry-run-number">{step.step}</span>}
        <Subject step={step} />
      </p>
      <p className="dry-run-verdicts">
        {was !== null && step.hasChanged && (
          <>
            <VerdictBadge verdict={was.verdict} />
            <ArrowRight aria-label="becomes" />
          </>
        )}
        <VerdictBadge verdict={now.verdict} />
        <code>{escapeHidden(now.rule)}</code>
        {now.value !== '' && <span>{escapeHidden(now.value)}</span>}
      </p>
      <p className="faint">
        {escapeHidden(now.why)}
        {was !== null && step.hasChanged && ` · before: ${escapeHidden(was.rule)}`}
      </p>
      {untold.map((words) => (
        <p key={words} className="dry-run-untold">
          <TriangleAlert aria-hidden="true" /> Not taken into account: {words}
        </p>
      ))}
    </li>
  );
}
