import { Fingerprint } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { CredentialName } from '../../../shared/domain/credential';
import type { Session } from '../../../shared/domain/session';
import { shortLabel } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { cancelPasskey, registerPasskey, useRegistrations } from '../../stores/registrations-store';
import './passkey-banner.css';

/** While the operator has mouse and keyboard: a page may make a passkey for the vault, when they say so. */
export function PasskeyBanner({ session }: { readonly session: Session }) {
  const waiting = useRegistrations((state) => state.waiting[session.id]);
  const [isOpen, setIsOpen] = useState(false);
  if (waiting !== undefined) return <WaitingBanner sessionId={session.id} name={waiting} />;
  if (isOpen) return <NameBanner session={session} onClose={() => setIsOpen(false)} />;
  return (
    <Banner
      tone="neutral"
      icon={Fingerprint}
      actions={
        <Button size="s" onClick={() => setIsOpen(true)}>
          Register a passkey
        </Button>
      }
    >
      You have the mouse and the keyboard. <span className="muted">The agent waits.</span>
    </Banner>
  );
}

function WaitingBanner({ sessionId, name }: { readonly sessionId: string; readonly name: string }) {
  return (
    <Banner
      tone="accent"
      icon={Fingerprint}
      role="status"
      actions={
        <Button size="s" onClick={() => void cancelPasskey(sessionId)}>
          Cancel
        </Button>
      }
    >
      <strong>Now have the page make the passkey “{shortLabel(name, 60)}”.</strong>{' '}
      <span className="muted">Press its own button for that. It is kept as soon as it is made.</span>
    </Banner>
  );
}

type NameBannerProps = { readonly session: Session; readonly onClose: () => void };

function NameBanner({ session, onClose }: NameBannerProps) {
  const policy = session.settings.policy.name;
  const [name, setName] = useState('');
  const isName = CredentialName.safeParse(name).success;
  const begin = (event: FormEvent): void => {
    event.preventDefault();
    if (!isName) return;
    onClose();
    void registerPasskey(session.id, { name: name.trim(), policies: [policy], account: '' });
  };
  return (
    <form className="passkey-form" onSubmit={begin}>
      <Banner
        tone="neutral"
        icon={Fingerprint}
        actions={
          <>
            <Button size="s" tone="ghost" onClick={onClose}>
              Back
            </Button>
            <Button size="s" tone="primary" type="submit" disabled={!isName}>
              Begin
            </Button>
          </>
        }
      >
        <label htmlFor="passkey-name">Name of the passkey</label>
        <input
          id="passkey-name"
          className="input"
          // biome-ignore lint/a11y/noAutofocus: the operator has just asked to name it
          autoFocus
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          aria-describedby="passkey-note"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <p className="field-hint" id="passkey-note">
          For the site of the page in front alone; agents under “{shortLabel(policy, 40)}” may use it, and you
          are asked each time.
        </p>
      </Banner>
    </form>
  );
}
