import { CircleUserRound, KeyRound, type LucideIcon, ShieldAlert } from 'lucide-react';
import type { HaltApproval } from '../../../shared/domain/approval';
import type { HaltCause } from '../../../shared/domain/halt';
import { HostName } from '../../components/host-name';
import { UntrustedText } from '../../components/untrusted-text';
import { Fact } from './approval-facts';
import './halt-facts.css';

/** Why the run stands still, and what each answer would make of it. */
export function HaltFacts({ approval: { cause } }: { readonly approval: HaltApproval }) {
  const { icon: Icon, title, meaning, goOn } = WORDS[cause.kind];
  return (
    <>
      <section className="halt-cause" aria-label="Why the run was halted" data-cause={cause.kind}>
        <Icon aria-hidden="true" />
        <p>
          <strong>{title}</strong> {meaning}
        </p>
      </section>
      <dl className="fact-list">
        <CauseFacts cause={cause} />
      </dl>
      <p className="network-answers muted">
        “Let it go on” {goOn} “Keep it paused” leaves everything as it is; you can look, take over, resume or
        stop at any time.
      </p>
    </>
  );
}

type HaltWords = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly meaning: string;
  /** What the answer “Let it go on” does. */
  readonly goOn: string;
};

const WORDS: Readonly<Record<HaltCause['kind'], HaltWords>> = {
  honeytoken: {
    icon: ShieldAlert,
    title: 'Somebody looks for secrets in this sandbox.',
    meaning: 'No task needs what came out: it was planted to be found. Nothing goes out until you decide.',
    goOn: 'opens the network again, and the agent goes on with its next step.',
  },
  'known-secret': {
    icon: KeyRound,
    title: 'The agent knows a secret.',
    meaning:
      'It may have read it on a page or in a file. Nothing of what it wrote was typed or kept. Change the secret.',
    goOn: 'lets the agent take another way; whatever it writes is looked through as before.',
  },
  'signed-out': {
    icon: CircleUserRound,
    title: 'The agent would be there as nobody.',
    meaning: 'Take over to sign in by hand, or let the agent use another credential.',
    goOn: 'tells the agent that this sign-in is over and that it may use another one.',
  },
};

function CauseFacts({ cause }: { readonly cause: HaltCause }) {
  switch (cause.kind) {
    case 'honeytoken':
      return (
        <>
          <Fact name="Planted as">
            <UntrustedText text={cause.planted} />
          </Fact>
          <Fact name="Came out">
            <UntrustedText text={cause.found} />
          </Fact>
          <Fact name="On its way to">
            {cause.host === null ? (
              <span className="muted">Nowhere yet</span>
            ) : (
              <HostName host={cause.host} />
            )}
          </Fact>
        </>
      );
    case 'known-secret':
      return (
        <Fact name="Credential">
          <UntrustedText text={cause.entry} />
        </Fact>
      );
    case 'signed-out':
      return (
        <>
          <Fact name="Credential">
            <UntrustedText text={cause.entry} />
          </Fact>
          <Fact name="For">
            <UntrustedText text={cause.origins.join(', ')} />
          </Fact>
        </>
      );
  }
}
