import { Eye, KeyRound, OctagonAlert, RefreshCw, TriangleAlert, Undo2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Session } from '../../../shared/domain/session';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { type LookResult, lookBeforeHandBack } from '../../stores/hand-back';
import { loadPolicies } from '../../stores/policies-store';
import { commandSession } from '../../stores/sessions-store';
import { KeepForm } from './keep-form';

import './sign-in-by-hand.css';

type SignInByHandProps = { readonly session: Session; readonly onClose: () => void };

/**
 * The end of a take-over in which the operator has signed in: what the agent would see is shown before it goes, the sign-in
 * may be kept, and nothing but the operator's yes hands back. It stands beside the screen, which stays theirs meanwhile.
 */
export function SignInByHand({ session, onClose }: SignInByHandProps) {
  const [result, setResult] = useState<LookResult | null>(null);
  const [isLooking, setIsLooking] = useState(false);
  const look = async (): Promise<void> => {
    setIsLooking(true);
    setResult(await lookBeforeHandBack(session.id));
    setIsLooking(false);
  };
  useEffect(() => {
    if (result?.kind !== 'seen') return;
    return () => URL.revokeObjectURL(result.picture);
  }, [result]);
  useEffect(() => {
    void loadPolicies();
  }, []);
  const handBack = (): void => void commandSession(session.id, 'hand-back');
  return (
    <section className="by-hand" aria-label="Sign in by hand">
      <header className="by-hand-head">
        <KeyRound aria-hidden="true" />
        <h2>Sign in by hand</h2>
        <Button size="s" tone="ghost" className="icon-only" icon={X} aria-label="Close" onClick={onClose} />
      </header>
      <p className="by-hand-note">
        Sign in on the screen. Until you hand back no picture goes to the agent or into the record, and of
        addresses the site alone.
      </p>
      <Button
        icon={result === null ? Eye : RefreshCw}
        tone={result === null ? 'primary' : 'neutral'}
        disabled={isLooking}
        autoFocus
        onClick={() => void look()}
      >
        {isLooking
          ? 'Looking…'
          : result === null
            ? 'I am signed in: show what the agent will see'
            : 'Look again'}
      </Button>
      {result?.kind === 'failed' && (
        <Banner tone="denied" icon={OctagonAlert} role="alert">
          {escapeHidden(result.message)}
        </Banner>
      )}
      {result?.kind === 'seen' && (
        <>
          <figure className="by-hand-picture">
            <img src={result.picture} alt="What the agent will see first" />
            <figcaption>
              The first picture for the agent, as of now. What is masked in it is masked for you too.
            </figcaption>
          </figure>
          {result.look.asksToSignIn ? (
            <Banner tone="attention" icon={TriangleAlert} role="status">
              A form to sign in is still shown. Nothing can be kept before you are signed in.
            </Banner>
          ) : (
            <KeepForm
              sessionId={session.id}
              policy={session.settings.policy.name}
              origins={result.look.origins}
            />
          )}
          <div className="by-hand-end">
            <Button icon={Undo2} tone="primary" disabled={isLooking} onClick={handBack}>
              Hand back with this picture
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
