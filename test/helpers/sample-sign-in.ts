import type { SignInForm, SignInSight } from '../../electron/engine/sandbox/sign-in/sign-in-form';
import { sampleElement } from './fake-desktop';

const ORIGIN = 'https://app.example.com';

/** A form that asks for user name and password. */
export function sampleForm(changes: Partial<SignInForm> = {}): SignInForm {
  const field = (name: string, inputType: string) =>
    sampleElement({
      role: 'textbox',
      tag: 'input',
      name,
      text: '',
      inputType,
      fingerprint: `loader:${name}`,
    });
  return {
    step: 'both',
    origin: ORIGIN,
    topOrigin: ORIGIN,
    submitsTo: ORIGIN,
    fields: [field('User name', 'text'), field('Password', 'password')],
    submit: sampleElement({ name: 'Sign in', text: 'Sign in', inputType: 'submit' }),
    fingerprint: 'form-1',
    ...changes,
  };
}

export function sampleSight(changes: Partial<SignInForm> = {}): SignInSight {
  return { kind: 'form', form: sampleForm(changes) };
}
