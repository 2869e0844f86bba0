import { AirlockError } from '../../../shared/airlock-error';
import type { ExposedSecrets } from '../control/exposed-secrets';
import type { Permit } from '../gate/permits';
import { destinationOf } from '../sandbox/requests/destination-of';
import type { SignInOutcome, SignInValues } from '../sandbox/sign-in/sign-in-form';
import type { Credentials } from '../vault/credentials';
import type { Desktop } from './desktop';

export type SignInTools = {
  readonly browser: Pick<Desktop['browser'], 'signIn'>;
  readonly credentials: Pick<Credentials, 'use' | 'useCode'>;
  readonly exposed: Pick<ExposedSecrets, 'begin'>;
  /** That the operator has typed for this call; wiped by whoever gave it. Null when none was asked for. */
  readonly typedCode: Buffer | null;
  readonly signal: AbortSignal;
};

type Ticket = NonNullable<Permit['signIn']>;
type Fill = (values: Partial<SignInValues>) => Promise<SignInOutcome>;

const NOTHING: SignInValues = { userName: null, password: null, code: null };
const NOT_TYPED: SignInOutcome = { kind: 'refused', why: 'the operator gave no code' };
const NOT_GIVEN = 'the vault did not give the secret: it is locked, or has it no more';

/** Takes from the vault what the form asks for, for as long as it is filled. Nothing is filled when the vault gives none. */
export async function performSignIn(ticket: Ticket, tools: SignInTools): Promise<SignInOutcome> {
  let hasBegun = false;
  const fill: Fill = (values) => {
    hasBegun = true;
    return fillForm(ticket, { ...NOTHING, ...values }, tools);
  };
  try {
    return await withSecrets(ticket, tools, fill);
  } catch (error) {
    if (hasBegun || !(error instanceof AirlockError)) throw error;
    return { kind: 'refused', why: NOT_GIVEN };
  }
}

/** A user name is no secret: it stands in the page afterwards, for everybody to see who is signed in. */
async function fillForm(
  { form, origins }: Ticket,
  values: SignInValues,
  { browser, exposed, signal }: SignInTools,
): Promise<SignInOutcome> {
  const secrets = [values.password, values.code].filter((value) => value !== null);
  const place = { document: form.fields[0]?.fingerprint ?? '', destinations: destinationsOf(origins) };
  const end = secrets.length > 0 ? await exposed.begin(secrets, place) : null;
  const outcome = await browser.signIn(form, values, signal);
  if (outcome.kind === 'refused') end?.();
  return outcome;
}

function withSecrets(
  { entryId, form, codeFrom }: Ticket,
  { credentials, typedCode, signal }: SignInTools,
  fill: Fill,
): Promise<SignInOutcome> | SignInOutcome {
  switch (form.step) {
    case 'user-name':
      return credentials.use(entryId, 'user-name', (userName) => fill({ userName }));
    case 'password':
      return credentials.use(entryId, 'password', (password) => fill({ password }));
    case 'both':
      return credentials.use(entryId, 'user-name', (userName) =>
        credentials.use(entryId, 'password', (password) => fill({ userName, password })),
      );
    case 'code':
      if (codeFrom === 'operator') return typedCode === null ? NOT_TYPED : fill({ code: typedCode });
      return credentials.useCode(entryId, (code) => fill({ code }), signal);
  }
}

/** The form and the page around it are of these origins; so is where a sign-in that is spread over two of them leads. */
function destinationsOf(origins: readonly string[]): readonly string[] {
  return origins.map(destinationOf).filter((destination) => destination !== null);
}
