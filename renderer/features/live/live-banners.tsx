import {
  CircleStop,
  OctagonAlert,
  Play,
  RotateCcw,
  ScrollText,
  ShieldAlert,
  TriangleAlert,
} from 'lucide-react';
import { isEnded, type Session } from '../../../shared/domain/session';
import type { WrongCertificate } from '../../../shared/record/network-hosts';
import type { FoundHoneytoken } from '../../../shared/record/record-reader';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { HostName } from '../../components/host-name';
import { UntrustedText } from '../../components/untrusted-text';
import { useNow } from '../../components/use-now';
import { copySessionToDraft } from '../../forms/draft-store';
import type { LoadState } from '../../stores/load-state';
import { openReplay, openView } from '../../stores/navigation-store';
import { loadRecord } from '../../stores/records-store';
import { isPractice } from '../../stores/session-order';
import { endedWords } from '../../words/ended-words';
import { formatClock } from '../../words/format-duration';
import { asSentence } from '../../words/policy-words';
import { hasPausedItself } from '../../words/session-words';
import { HeldUpBanner } from './held-up-banner';
import { PasskeyBanner } from './passkey-banner';

type LiveBannersProps = {
  readonly session: Session;
  readonly recordLoad: LoadState | undefined;
  /** The newest first. */
  readonly wrongCertificates: readonly WrongCertificate[];
  /** The newest first. */
  readonly honeytokens: readonly FoundHoneytoken[];
  /** What the service said against the conversation as it was sent; null where it said nothing. */
  readonly conversationFault: string | null;
  /** The agent's last words; empty while there are none. Unverified. */
  readonly closingWords: string;
};

/**
 * What the operator should know about the run besides its steps: how it ended, a retry, a site whose certificate is wrong,
 * a record that can't be read. Below the screen, so that what comes and goes moves neither the screen nor the steps.
 */
export function LiveBanners({
  session,
  recordLoad,
  wrongCertificates,
  honeytokens,
  conversationFault,
  closingWords,
}: LiveBannersProps) {
  return (
    <div className="live-banners">
      <EndedBanner session={session} closingWords={closingWords} />
      <HoneytokenBanner found={honeytokens} />
      {conversationFault !== null && <ConversationBanner fault={conversationFault} />}
      {hasPausedItself(session) && session.waysOn.length === 0 && (
        <PausedBanner reason={session.stateReason} words={closingWords} />
      )}
      {session.state === 'paused' && session.waysOn.length > 0 && <HeldUpBanner session={session} />}
      {session.isSummingUp && (
        <Banner tone="neutral" icon={ScrollText} role="status">
          <strong>The conversation is being summed up.</strong>{' '}
          <span className="muted">It had grown long; the agent goes on from the summary.</span>
        </Banner>
      )}
      {!isEnded(session.state) && <CertificateBanner wrong={wrongCertificates} />}
      {session.state === 'taken-over' && !isPractice(session) && <PasskeyBanner session={session} />}
      {session.retry !== null && <RetryBanner retry={session.retry} />}
      {recordLoad?.kind === 'failed' && (
        <Banner
          tone="denied"
          icon={TriangleAlert}
          role="alert"
          actions={
            <Button size="s" onClick={() => void loadRecord(session.id)}>
              Try again
            </Button>
          }
        >
          The record of this run can’t be read. {recordLoad.message}
        </Banner>
      )}
    </div>
  );
}

const ENDED_ICONS = { denied: OctagonAlert, neutral: CircleStop } as const;

function EndedBanner({
  session,
  closingWords,
}: {
  readonly session: Session;
  readonly closingWords: string;
}) {
  const ended = endedWords(session);
  if (ended === null) return null;
  const runAgain = (): void => {
    copySessionToDraft(session);
    openView('new-run');
  };
  return (
    <Banner
      tone={ended.tone}
      icon={ENDED_ICONS[ended.tone]}
      role="status"
      actions={
        <>
          <Button size="s" icon={Play} tone="primary" onClick={() => openReplay(session.id)}>
            Replay
          </Button>
          <Button size="s" icon={RotateCcw} onClick={runAgain}>
            Run again
          </Button>
        </>
      }
    >
      <strong>{ended.title}</strong>{' '}
      {session.state === 'finished' && closingWords !== '' ? (
        <LastWords words={closingWords} />
      ) : (
        <span className="muted">{escapeHidden(session.stateReason)}</span>
      )}
    </Banner>
  );
}

/** The agent's last words, as far as two lines go; all of them end the list of steps. */
function LastWords({ words }: { readonly words: string }) {
  if (words === '') return null;
  return (
    <span className="last-words">
      The agent says: <UntrustedText text={words} />
    </span>
  );
}

/** Stays as long as the run is looked at: somebody has been where nothing of the task is. */
function HoneytokenBanner({ found: [newest, ...others] }: { readonly found: readonly FoundHoneytoken[] }) {
  if (newest === undefined) return null;
  return (
    <Banner tone="denied" icon={ShieldAlert} role="alert">
      <strong>A planted secret came out {newest.found}</strong>
      {newest.host !== null && (
        <>
          , to <HostName host={newest.host} />
        </>
      )}
      . It was planted as {escapeHidden(newest.planted)}, which no task needs: whoever has it looks for
      secrets.
      {others.length > 0 && <span className="muted"> It is not the only one: see the replay.</span>}
    </Banner>
  );
}

/** Stays as long as the run is looked at: what the agent remembers may not be what was said. */
function ConversationBanner({ fault }: { readonly fault: string }) {
  return (
    <Banner tone="attention" icon={TriangleAlert} role="alert">
      <strong>The model did not get the conversation as it was.</strong> {asSentence(escapeHidden(fault))}.
      What it remembers of this run may be wrong; the record holds what was sent.
    </Banner>
  );
}

/** Why a run stands still that nobody has paused, with what the agent said last where that led to it. */
function PausedBanner({ reason, words }: { readonly reason: string; readonly words: string }) {
  return (
    <Banner
      tone="attention"
      icon={TriangleAlert}
      role="alert"
      actions={
        reason.includes('Settings') && (
          <Button size="s" onClick={() => openView('settings')}>
            Open Settings
          </Button>
        )
      }
    >
      <strong>The run needs you.</strong> {escapeHidden(reason)}
      <LastWords words={words} />
    </Banner>
  );
}

/** Stays as long as the run: an allowed site that can't prove who it is may be somebody else. */
function CertificateBanner({ wrong: [newest, ...others] }: { readonly wrong: readonly WrongCertificate[] }) {
  if (newest === undefined) return null;
  return (
    <Banner tone="attention" icon={ShieldAlert} role="status">
      <strong>
        <HostName host={newest.host} /> can’t prove who it is.
      </strong>{' '}
      {asSentence(escapeHidden(newest.reason))}. The agent can’t override that.
      {others.length > 0 && (
        <span className="muted"> The same goes for {others.length} more: see Network.</span>
      )}
    </Banner>
  );
}

function RetryBanner({ retry }: { readonly retry: NonNullable<Session['retry']> }) {
  const now = useNow(500);
  const leftMs = retry.dueAt - now;
  return (
    <Banner tone="neutral" icon={RotateCcw} role="status">
      <strong>The model did not answer.</strong> <span className="muted">{escapeHidden(retry.cause)} · </span>
      {leftMs > 0 ? `Try ${retry.attempt} in ${formatClock(leftMs)}.` : `Try ${retry.attempt} is under way.`}
    </Banner>
  );
}
