import type { ReactNode } from 'react';
import type { RedactionNote } from '../../../shared/domain/redaction';
import { originsOf } from '../../../shared/domain/sign-in';
import type { Target } from '../../../shared/domain/target';
import type { StepHost } from '../../../shared/record/network-hosts';
import type { RecordedChange } from '../../../shared/record/recorded-change';
import type { StepApproval } from '../../../shared/record/run-steps';
import { Badge } from '../../components/badge';
import { Exchanges } from '../../components/exchanges';
import { FormFacts } from '../../components/form-facts';
import { HostName } from '../../components/host-name';
import { RiskBadge } from '../../components/risk-badge';
import { StepChanges } from '../../components/step-changes';
import { StepText } from '../../components/step-text';
import { UntrustedBlock, UntrustedText } from '../../components/untrusted-text';
import { formatDateTime } from '../../words/format-date';
import { formatDuration } from '../../words/format-duration';
import { maskWords } from '../../words/mask-words';
import { OUTCOME_SENTENCES } from '../../words/outcome-words';
import { asSentence, plainReason, ruleName } from '../../words/policy-words';
import { CATEGORY_NAMES } from '../../words/risk-words';
import { stepSentence } from '../../words/step-sentence';
import { stepVerdict } from '../../words/step-verdict';
import { otherTargetWords } from '../../words/target-words';
import type { ReplayStep } from './replay-model';

type StepFactsProps = {
  readonly step: ReplayStep;
  readonly hosts: readonly StepHost[];
  /** What it altered, and what it was kept from. */
  readonly changes: readonly RecordedChange[];
};

/** Everything the record says of one step. */
export function StepFacts({ step, hosts, changes }: StepFactsProps) {
  const verdict = stepVerdict(step);
  return (
    <div className="step-facts">
      <div className="step-facts-head">
        <Badge tone={verdict.tone}>{verdict.label}</Badge>
        {step.findings.length > 0 && <RiskBadge level={step.level} />}
        <span className="faint">Step {step.number}</span>
      </div>
      <Exchanges said={step.said} />
      <p className="step-facts-sentence">
        <StepText {...stepSentence(step.action, step.target)} />
      </p>
      <StepChanges changes={changes} />
      {step.answered !== null && <Exchanges said={[step.answered]} />}
      {step.denialReason !== null && step.denialReason !== step.approvals.at(-1)?.reason && (
        <div className="step-facts-denial">
          <UntrustedBlock
            text={
              step.approvals.length === 0 ? asSentence(plainReason(step.denialReason)) : step.denialReason
            }
          />
        </div>
      )}
      {step.approvals.map((approval) => (
        <Decision key={approval.approvalId} approval={approval} />
      ))}
      {step.signIn === null && <FormFacts action={step.action} targets={targetsOf(step)} when="past" />}
      <dl className="fact-list">
        <GroundsFacts step={step} />
        <TargetFacts step={step} />
        <MaskFact name="Masked before" note={step.masked.before} />
        <MaskFact name="Masked after" note={step.masked.after} />
        <SignInFacts step={step} />
        <HostFacts name="Reached" hosts={hosts.filter(({ isRefused }) => !isRefused)} />
        <HostFacts name="Kept from" hosts={hosts.filter(({ isRefused }) => isRefused)} />
        {step.error !== null && (
          <Fact name="Error">
            <UntrustedText text={step.error} />
          </Fact>
        )}
        {step.durationMs !== null && <Fact name="Action took">{formatDuration(step.durationMs)}</Fact>}
        <Fact name="At">{formatDateTime(step.timestamp)}</Fact>
      </dl>
      {step.turnWords !== '' && (
        <section className="replay-words" aria-label="What the agent said">
          <h2>
            Agent’s words <span className="faint">unverified</span>
          </h2>
          <UntrustedBlock text={step.turnWords} />
        </section>
      )}
      <details className="replay-raw">
        <summary>Raw input</summary>
        <pre>
          <UntrustedBlock text={`${step.action.member} ${JSON.stringify(step.action.input, null, 2)}`} />
        </pre>
      </details>
    </div>
  );
}

function targetsOf({ target, targets }: ReplayStep): readonly Target[] {
  return targets ?? (target === null ? [] : [target]);
}

/** What decided, and why. That nothing in the policy was against it is said by the reason alone. */
function GroundsFacts({ step: { rule, value, why, denialReason, findings } }: { readonly step: ReplayStep }) {
  return (
    <>
      {rule !== 'policy' && (
        <Fact name="Decided by">
          <span title={rule}>
            <UntrustedText text={asSentence(ruleName(rule))} />
          </span>
          {value !== '' && (
            <>
              {': '}
              <UntrustedText text={plainReason(value)} />
            </>
          )}
        </Fact>
      )}
      {why !== denialReason && (
        <Fact name="Because">
          <UntrustedText text={asSentence(plainReason(why))} />
        </Fact>
      )}
      {findings.length > 0 && (
        <Fact name="Risk">
          {findings.map(({ category, level, why: reason }) => (
            <div key={`${category} ${reason}`}>
              {CATEGORY_NAMES[category]}, {level}: <UntrustedText text={reason} />
            </div>
          ))}
        </Fact>
      )}
    </>
  );
}

function SignInFacts({ step: { signIn, exposedMs } }: { readonly step: ReplayStep }) {
  if (signIn === null) return null;
  return (
    <>
      <Fact name="Credential">
        <UntrustedText text={signIn.entry} />
        {signIn.account !== '' && (
          <span className="faint">
            {' '}
            (<UntrustedText text={signIn.account} />)
          </span>
        )}
      </Fact>
      <Fact name="Signs in on">
        <UntrustedText text={originsOf(signIn).join(', ')} />
      </Fact>
      {exposedMs !== null && <Fact name="In the page for">{formatDuration(exposedMs)}</Fact>}
    </>
  );
}

function Decision({ approval }: { readonly approval: StepApproval }) {
  const { outcome, by, reason, decidedAfterMs } = approval;
  return (
    <section className={`decision decision-${outcome ?? 'open'}`} aria-label="Decision">
      <strong>{outcome === null ? 'Waited for the operator' : OUTCOME_SENTENCES[outcome]}</strong>
      {by !== '' && (
        <>
          {' '}
          by <UntrustedText text={by} />
        </>
      )}
      {decidedAfterMs !== null && <span className="faint"> after {formatDuration(decidedAfterMs)}</span>}
      {reason !== '' && (
        <div className="decision-reason">
          <q className="untrusted" dir="auto">
            <UntrustedText text={reason} />
          </q>
        </div>
      )}
    </section>
  );
}

function MaskFact({ name, note }: { readonly name: string; readonly note: RedactionNote | null }) {
  return note === null ? null : <Fact name={name}>{maskWords(note).replace(/^Masked: /, '')}</Fact>;
}

function TargetFacts({ step: { target } }: { readonly step: ReplayStep }) {
  if (target === null) return null;
  return (
    <>
      {target.kind === 'element' ? (
        <Fact name="Element">
          <UntrustedText text={target.name || target.text} />{' '}
          <span className="faint">
            (<UntrustedText text={target.role} />)
          </span>
        </Fact>
      ) : (
        <Fact name="Element">
          <UntrustedText text={otherTargetWords(target)} />
        </Fact>
      )}
      {target.host !== null && (
        <Fact name="Host">
          <HostName host={target.host} />
        </Fact>
      )}
    </>
  );
}

function HostFacts({ name, hosts }: { readonly name: string; readonly hosts: readonly StepHost[] }) {
  if (hosts.length === 0) return null;
  return (
    <Fact name={name}>
      {hosts.map(({ host, certificate }) => (
        <div key={`${host} ${certificate}`}>
          <HostName host={host} />
          {certificate !== undefined && (
            <>
              : <UntrustedText text={certificate} />
            </>
          )}
        </div>
      ))}
    </Fact>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
