import { CircleHelp, Quote, ScrollText, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ActionApproval } from '../../../shared/domain/approval';
import type { ElementTarget } from '../../../shared/domain/target';
import { HostName } from '../../components/host-name';
import { LookAlikeNote } from '../../components/look-alike-note';
import { UntrustedBlock, UntrustedText } from '../../components/untrusted-text';
import { asSentence, plainReason, ruleName } from '../../words/policy-words';
import { CATEGORY_NAMES } from '../../words/risk-words';
import { otherTargetWords } from '../../words/target-words';

/** Why it was flagged: the gate's findings, in the gate's words. */
export function Findings({
  approval,
}: {
  readonly approval: Pick<ActionApproval, 'findings' | 'rule' | 'why'>;
}) {
  const { findings, rule } = approval;
  const isOwnRule = rule.startsWith('rules[');
  if (findings.length === 0 && !isOwnRule && rule === 'confirm') {
    return <p className="muted">Nothing risky was found: this policy asks before every action.</p>;
  }
  return (
    <ul className="approval-findings" aria-label="Why it was flagged">
      {(isOwnRule || findings.length === 0) && (
        <li>
          <ScrollText aria-hidden="true" />
          <span>
            <strong title={rule}>{isOwnRule ? asSentence(ruleName(rule)) : 'Policy'}</strong>
            <UntrustedText text={plainReason(approval.why)} />
          </span>
        </li>
      )}
      {findings.map((finding) => (
        <li key={`${finding.category} ${finding.why}`}>
          <TriangleAlert aria-hidden="true" />
          <span>
            <strong>{CATEGORY_NAMES[finding.category]}</strong>
            <UntrustedText text={finding.why} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What is under the action, read from the browser. */
export function TargetFacts({ approval }: { readonly approval: ActionApproval }) {
  const { target } = approval;
  return (
    <dl className="fact-list">
      <Fact name="Host">
        {target.host ? <HostName host={target.host} /> : <span className="muted">Not known</span>}
      </Fact>
      {target.kind === 'element' && <ElementFacts target={target} />}
      {(target.kind === 'dialog' || target.kind === 'window') && (
        <Fact name="Acts on">
          <UntrustedText text={otherTargetWords(target)} />
        </Fact>
      )}
      {target.url && (
        <Fact name="Page">
          <UntrustedText text={target.url} />
        </Fact>
      )}
    </dl>
  );
}

function ElementFacts({ target }: { readonly target: ElementTarget }) {
  const kind = [target.role, target.inputType && `type ${target.inputType}`].filter(Boolean).join(', ');
  return (
    <>
      <Fact name="Element">
        <UntrustedText text={target.name || target.text || 'without a name'} />{' '}
        <span className="faint">
          (<UntrustedText text={kind || target.tag} />
          {target.isEnabled ? '' : ', disabled'})
        </span>
        <LookAlikeNote text={`${target.name}\n${target.text}`} />
      </Fact>
      {target.text !== '' && target.text !== target.name && (
        <Fact name="Text on it">
          <UntrustedText text={target.text} />
        </Fact>
      )}
      {target.frameUrl !== null && (
        <Fact name="In a frame">
          <UntrustedText text={target.frameUrl} />
        </Fact>
      )}
      {target.href !== null && (
        <Fact name="Leads to">
          <UntrustedText text={target.href} />
        </Fact>
      )}
      {target.form && (
        <Fact name="Form">
          <UntrustedText text={`${target.form.method.toUpperCase()} ${target.form.action}`} />
          {target.form.submitLabel !== '' && (
            <span className="faint">
              {' '}
              sent with <UntrustedText text={target.form.submitLabel} />
            </span>
          )}
        </Fact>
      )}
    </>
  );
}

export function UnknownTargetNote({ reason }: { readonly reason: string }) {
  return (
    <div className="approval-unknown" role="note">
      <CircleHelp aria-hidden="true" />
      <p>
        <strong>Airlock could not tell what is there.</strong> {reason} Judge by the picture alone.
      </p>
    </div>
  );
}

export function AgentWords({ words }: { readonly words: string }) {
  if (words.trim() === '') return null;
  return (
    <section className="approval-words" aria-label="The agent’s own words, unverified">
      <h3>
        <Quote aria-hidden="true" />
        Agent’s own words <span className="approval-unverified">unverified</span>
      </h3>
      <div className="approval-words-text">
        <UntrustedBlock text={words} />
      </div>
    </section>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
