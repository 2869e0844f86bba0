import { AirlockError } from '../../../shared/airlock-error';
import type { Credential } from '../../../shared/domain/credential';
import { readCredentialOrigin } from '../../../shared/domain/credential-origin';
import type { HandBackLook, KeepSignIn } from '../../../shared/domain/hand-back';
import type { Sandbox } from '../sandbox/sandbox';
import type { OpaqueEntry } from '../vault/vault';

/** The part of a sandbox that a sign-in by hand is kept from. */
export type SignedInSandbox = {
  readonly camera: Pick<Sandbox['camera'], 'take'>;
  readonly browser: Pick<Sandbox['browser'], 'openSites' | 'findSignIn' | 'keptSignIns'>;
};

export type SignInByHandDeps = {
  /** Throws `conflict` unless the operator has taken over. */
  readonly sandbox: () => SignedInSandbox;
};

/** Puts an entry into the vault. */
export type KeepEntry = (entry: OpaqueEntry) => Promise<Credential>;

/** What the operator does at the end of a take-over in which they have signed in: a last look, and the sign-in kept. */
export class SignInByHand {
  constructor(private readonly deps: SignInByHandDeps) {}

  /** What the agent would get. Nothing of it is recorded. Rejects with `conflict` unless the operator has taken over. */
  async look(): Promise<HandBackLook> {
    const sandbox = this.deps.sandbox();
    const open = await sandbox.browser.openSites().catch(() => ({ origins: [] }));
    const origins = open.origins.filter(isBindable);
    const asksToSignIn = await asksFor(sandbox, origins);
    // Last, so that it is of now.
    const { bytes } = await sandbox.camera.take();
    return { picture: bytes.toString('base64'), origins, asksToSignIn };
  }

  /**
   * Keeps the sign-in of the chosen sites in the vault. Rejects with `conflict` unless the operator has taken over, while a
   * form to sign in with is shown and where the landmark does not stand; with `bad-input` for a site that is not open; as
   * `save` does.
   */
  async keep({ name, origins, policies, landmark }: KeepSignIn, save: KeepEntry): Promise<Credential> {
    const sandbox = this.deps.sandbox();
    const { browser } = sandbox;
    const open = await browser.openSites();
    const closed = origins.find((origin) => !open.origins.includes(origin));
    if (closed !== undefined) throw new AirlockError('bad-input', `${closed} is not open in the browser.`);
    const front = open.frontUrl === null ? null : new URL(open.frontUrl);
    if (front === null || !origins.includes(front.origin)) {
      throw new AirlockError(
        'bad-input',
        'The page in front is of none of the chosen sites. Bring one of them to the front.',
      );
    }
    if (await asksFor(sandbox, origins)) {
      throw new AirlockError('conflict', 'A form to sign in with is still shown. Sign in first.');
    }
    // Everybody may read it: what comes after the path may be a key to the sign-in.
    const mark = { url: `${front.origin}${front.pathname}`, text: landmark };
    if ((await browser.keptSignIns.stands(mark)) !== true) throw notThere();
    const secret = await browser.keptSignIns.take(origins);
    try {
      const fields = { kind: 'session', name, origins, policies, account: '', landmark: mark } as const;
      return await save({ fields, secret });
    } finally {
      secret.fill(0);
    }
  }
}

/** Whether the page in front asks for a password or a code. */
async function asksFor({ browser }: SignedInSandbox, origins: readonly string[]): Promise<boolean> {
  if (origins.length === 0) return false;
  const looks = [
    await browser.findSignIn({ with: 'login', origins }),
    await browser.findSignIn({ with: 'code', origins }),
  ];
  return looks.some(({ kind }) => kind === 'form');
}

function isBindable(origin: string): boolean {
  const reading = readCredentialOrigin(origin);
  return reading.kind === 'origin' && reading.origin === origin;
}

function notThere(): AirlockError {
  return new AirlockError(
    'conflict',
    'The landmark does not stand there when the page in front is opened once more. Choose words that only somebody signed in sees, on a page that can be opened by its address.',
  );
}
