import { ArrowUpFromLine, LockOpen, Unplug } from 'lucide-react';
import type { ConnectionApproval, UploadApproval } from '../../../shared/domain/approval';
import { HostName } from '../../components/host-name';
import { UntrustedText } from '../../components/untrusted-text';
import { formatBytes } from '../../words/format-bytes';
import { Fact } from './approval-facts';

/** What a held connection is for, and what each answer would let through. */
export function NetworkFacts({ approval }: { readonly approval: ConnectionApproval | UploadApproval }) {
  return (
    <>
      <div className="network-host">
        {approval.kind === 'connection' ? (
          <Unplug className="network-icon" aria-hidden="true" />
        ) : (
          <ArrowUpFromLine className="network-icon" aria-hidden="true" />
        )}
        <HostName host={approval.host} port={approval.port} />
      </div>
      {approval.kind === 'connection' && approval.isPlain && <PlainNote />}
      <dl className="fact-list">
        {approval.kind === 'upload' && <UploadFacts approval={approval} />}
        <Fact name="Page on the screen">
          {approval.page === null ? (
            <span className="muted">Not known</span>
          ) : (
            <UntrustedText text={approval.page} />
          )}
        </Fact>
        <Fact name="Why it waits">
          {approval.kind === 'connection'
            ? 'The host is not in this run’s policy, which asks about unknown hosts.'
            : 'More data goes out after one step than this run’s policy lets pass unasked.'}
        </Fact>
      </dl>
      <p className="network-answers muted">{answerWords(approval)}</p>
    </>
  );
}

function UploadFacts({ approval }: { readonly approval: UploadApproval }) {
  return (
    <>
      <Fact name="Sent already">{formatBytes(approval.bytesUp)} since this step began</Fact>
      <Fact name="Passes unasked">{formatBytes(approval.limitBytes)}</Fact>
    </>
  );
}

function PlainNote() {
  return (
    <div className="approval-unknown" role="note">
      <LockOpen aria-hidden="true" />
      <p>
        <strong>Not encrypted.</strong> Anybody on the way can read and change what is sent.
      </p>
    </div>
  );
}

function answerWords({ kind, host, port }: ConnectionApproval | UploadApproval): string {
  if (kind === 'connection') {
    return `“This time” opens what waits now. “For this run” also opens every later connection to ${host}:${port}, and to no other host, until the run ends. Denying closes it; the page sees a failed connection.`;
  }
  return `“This time” lets the same amount pass once more. “For this run” stops asking about ${host} until the run ends. Denying cuts the connection and lets nothing more out to it in this step.`;
}
