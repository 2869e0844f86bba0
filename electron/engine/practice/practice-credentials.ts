import { AirlockError } from '../../../shared/airlock-error';
import type { Credential } from '../../../shared/domain/credential';
import { SERVED_ORIGIN } from '../../../shared/reach/served-host';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { CodeBook } from '../vault/codes/code-book';
import { USUAL_SHAPE } from '../vault/codes/code-shape';
import { codeOf } from '../vault/codes/one-time-code';
import type { Credentials, SecretPart } from '../vault/credentials';
import type { Passkey } from '../vault/passkey';
import { wiped } from '../vault/wiped';
import { PRACTICE_LOGIN, practiceSeed } from './practice-login';
import { practicePasskey } from './practice-passkey';

/** What the practice agent calls its credentials. */
export const PRACTICE_CREDENTIAL = 'Supplier portal';
export const PRACTICE_PASSKEY = 'Supplier passkey';

/** The credentials of a practice run, so that signing in can be tried without a vault. They open the practice sites alone. */
export class PracticeCredentials implements Credentials {
  /** They never change. */
  readonly changed = new Emitter<readonly Credential[]>();
  readonly #book: CodeBook;
  readonly #login: Credential;
  readonly #passkey: Credential;
  /** How often the passkey has signed in this run; the portal of the run knows it from no other. */
  #signCount = 0;

  constructor(
    clock: Clock,
    about: {
      /** Of the practice site; the passkey is for the portal's own. */
      readonly origin: string;
      /** The policy of the run. */
      readonly policy: string;
    },
  ) {
    this.#book = new CodeBook(clock);
    const common = {
      policies: [about.policy],
      account: PRACTICE_LOGIN.name,
      source: { kind: 'airlock' },
      createdAt: 0,
      changedAt: 0,
      usedAt: null,
    } as const;
    this.#login = {
      ...common,
      id: 'practice',
      name: PRACTICE_CREDENTIAL,
      kind: 'login',
      origins: [about.origin],
      hasCode: true,
    };
    this.#passkey = {
      ...common,
      id: 'practice-passkey',
      name: PRACTICE_PASSKEY,
      kind: 'passkey',
      origins: [SERVED_ORIGIN],
      hasCode: false,
    };
  }

  list(): readonly Credential[] {
    return [this.#login, this.#passkey];
  }

  byName(name: string): Credential | null {
    return this.list().find((entry) => entry.name === name) ?? null;
  }

  async use<T>(id: string, part: SecretPart, work: (value: Buffer) => T | Promise<T>): Promise<T> {
    const value = secretOf(part);
    if (id !== this.#login.id || value === null) throw lacking();
    return wiped(Buffer.from(value, 'utf8'), work);
  }

  async useCode<T>(id: string, work: (code: Buffer) => T | Promise<T>, signal?: AbortSignal): Promise<T> {
    if (id !== this.#login.id) throw lacking();
    const counter = await this.#book.claim(id, USUAL_SHAPE.periodSeconds, signal);
    return wiped(codeOf(practiceSeed(), counter, USUAL_SHAPE), work);
  }

  async usePasskey<T>(id: string, work: (passkey: Passkey) => T | Promise<T>): Promise<T> {
    if (id !== this.#passkey.id) throw lacking();
    const passkey = practicePasskey(this.#signCount);
    this.#signCount += 1;
    return wiped(passkey.privateKey, () => work(passkey));
  }

  async notePasskeyCount(id: string, signCount: number): Promise<void> {
    if (id === this.#passkey.id) this.#signCount = Math.max(this.#signCount, signCount);
  }

  requireFree(): void {
    throw keepsNone();
  }

  async keepPasskey(): Promise<never> {
    throw keepsNone();
  }
  /** Nothing is noted of it. */
  async noteHealth(): Promise<void> {}

  foundIn(text: string): string | null {
    return text.includes(PRACTICE_LOGIN.password) ? this.#login.name : null;
  }

  begunIn(): number {
    return 0;
  }
}

function secretOf(part: SecretPart): string | null {
  if (part === 'user-name') return PRACTICE_LOGIN.name;
  return part === 'password' ? PRACTICE_LOGIN.password : null;
}

function keepsNone(): AirlockError {
  return new AirlockError('conflict', 'A practice run keeps no passkeys. Register it in a run with Claude.');
}

function lacking(): AirlockError {
  return new AirlockError('not-found', 'The practice credential has no such part.');
}
