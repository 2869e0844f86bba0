import {
  CircleCheck,
  CircleStop,
  OctagonAlert,
  Play,
  RotateCcw,
  ShieldAlert,
  TriangleAlert,
} from 'lucide-react';
import { isEnded, type Session } from '../../../shared/domain/session';
import type { WrongCertificate } from '../../../shared/record/network-hosts';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { formatClock } from '../../components/format-duration';
import { HostName } from '../../components/host-name';
import { useNow } from '../../components/use-now';
import { copySessionToDraft } from '../../stores/draft-store';
import { endedWords } from '../../stores/ended-words';
import type { LoadState } from '../../stores/load-state';
import { openReplay, openView } from '../../stores/navigation-store';
import { loadRecord } from '../../stores/records-store';
import { hasPausedItself } from '../../stores/session-words';

type LiveBannersProps = {
  readonly session: Session;
  readonly recordLoad: LoadState | undefined;
  /** The newest first. */
  readonly wrongCertificates: readonly WrongCertificate[];
};

/**
 * What the operator should know about the run besides its steps: how it ended, a retry, a site whose certificate is wrong,
 * a record that can't be read.
 */
export function LiveBanners({ session, recordLoad, wrongCertificates }: LiveBannersProps) {
  return (
    <>
      <EndedBanner session={session} />
      {hasPausedItself(session) && <PausedBanner reason={session.stateReason} />}
      {!isEnded(session.state) && <CertificateBanner wrong={wrongCertificates} />}
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
    </>
  );
}

const ENDED_ICONS = { allowed: CircleCheck, denied: OctagonAlert, neutral: CircleStop } as const;

function EndedBanner({ session }: { readonly session: Session }) {
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
      <strong>{ended.title}</strong> <span className="muted">{escapeHidden(session.stateReason)}</span>
    </Banner>
  );
}

/** Why a run stands still that nobody has paused. */
function PausedBanner({ reason }: { readonly reason: string }) {
  return (
    <Banner tone="attention" icon={TriangleAlert} role="alert">
      <strong>The run needs you.</strong> {escapeHidden(reason)}
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
      {sentence(newest.reason)} The agent can’t override that.
      {others.length > 0 && (
        <span className="muted"> The same goes for {others.length} more: see Network.</span>
      )}
    </Banner>
  );
}

function sentence(phrase: string): string {
  const shown = escapeHidden(phrase);
  return `${shown.slice(0, 1).toUpperCase()}${shown.slice(1)}.`;
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
