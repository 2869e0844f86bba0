import { CircleHelp, Copy, TriangleAlert } from 'lucide-react';
import type { ChangeApproval } from '../../../shared/domain/approval';
import { ChangeAddress } from '../../components/change-address';
import { ChangeFields } from '../../components/change-fields';
import { UntrustedText } from '../../components/untrusted-text';
import { timesWords } from '../../words/change-words';
import { Fact, Findings } from './approval-facts';
import { ChangePicture } from './change-picture';
import './alarms.css';
import './change-facts.css';

/** What an operator decides a held request by: what is odd about it, what it sends, why it waits, what led to it. */
export function ChangeFacts({ approval }: { readonly approval: ChangeApproval }) {
  const { change, findings } = approval;
  const { category, level, why } = change;
  return (
    <>
      <Beyond approval={approval} />
      <SentBefore times={approval.sentBefore} />
      {!change.isKnown && <UnknownChangeNote method={change.method} />}
      <ChangeFields change={change} when="waits" />
      <ChangeAddress change={change} />
      <Findings
        approval={findings.length > 0 ? approval : { ...approval, findings: [{ category, level, why }] }}
      />
      <ChangePicture approval={approval} />
      <dl className="fact-list">
        <LedToIt approval={approval} />
        <Fact name="From the page">
          {approval.page === null ? (
            <span className="muted">Not known</span>
          ) : (
            <UntrustedText text={approval.page} />
          )}
        </Fact>
      </dl>
    </>
  );
}

/** It was asked about before, and this is more than the answer was given for. */
function Beyond({ approval: { beyond, acted, change } }: { readonly approval: ChangeApproval }) {
  if (beyond.length === 0) return null;
  return (
    <section className="approval-alarm" aria-label="More than was approved">
      <TriangleAlert aria-hidden="true" />
      <div>
        <strong>Asked again: it is more than was approved.</strong>
        <dl className="change-beyond">
          {acted !== null && (
            <>
              <dt>Approved</dt>
              <dd>
                <UntrustedText text={acted} />
              </dd>
            </>
          )}
          <dt>About to happen</dt>
          <dd>
            <UntrustedText text={change.does} />
          </dd>
        </dl>
        <ul>
          {beyond.map((line) => (
            <li key={line}>
              <UntrustedText text={line} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function SentBefore({ times }: { readonly times: number }) {
  if (times === 0) return null;
  return (
    <section className="approval-alarm" aria-label="Sent twice?">
      <Copy aria-hidden="true" />
      <p>
        <strong>Sent twice?</strong> The very same was sent {timesWords(times)} before in this run.
      </p>
    </section>
  );
}

function UnknownChangeNote({ method }: { readonly method: string }) {
  return (
    <div className="approval-unknown" role="note">
      <CircleHelp aria-hidden="true" />
      <p>
        <strong>Airlock could not tell what it does,</strong> but that <UntrustedText text={method} /> changes
        something. Judge by the address and by what is sent.
      </p>
    </div>
  );
}

function LedToIt({ approval: { cause, acted, beyond } }: { readonly approval: ChangeApproval }) {
  if (cause.kind === 'page') {
    return <Fact name="What led to it">No action of the agent: the page does it by itself.</Fact>;
  }
  if (acted === null || beyond.length > 0) return null;
  return (
    <Fact name="What led to it">
      <UntrustedText text={acted} />
    </Fact>
  );
}
