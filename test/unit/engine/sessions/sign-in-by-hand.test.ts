import { describe, expect, it } from 'vitest';
import { SignInByHand } from '../../../../electron/engine/sessions/sign-in-by-hand';
import type { OpaqueEntry } from '../../../../electron/engine/vault/vault';
import { AirlockError } from '../../../../shared/airlock-error';
import type { Credential, Landmark } from '../../../../shared/domain/credential';
import type { KeepSignIn } from '../../../../shared/domain/hand-back';
import { sampleCredential } from '../../../helpers/memory-credentials';
import { sampleSight } from '../../../helpers/sample-sign-in';

const OWN = 'https://app.example.com';
const NONE = { kind: 'none', why: 'there is no form to sign in with' } as const;

/** A browser in which somebody has signed in, as far as it is looked at. */
function signedIn() {
  const state = {
    isTakenOver: true,
    origins: [OWN, 'https://login.example.com', 'http://plain.example.com'] as readonly string[],
    frontUrl: `${OWN}/home?code=secret` as string | null,
    asks: { login: false, code: false },
    stands: true as boolean | null,
    looked: [] as Landmark[],
    taken: [] as Buffer[],
    pictures: 0,
  };
  const byHand = new SignInByHand({
    sandbox: () => {
      if (!state.isTakenOver) throw new AirlockError('conflict', 'Nobody has taken over.');
      return {
        camera: {
          take: async () => {
            state.pictures += 1;
            return { bytes: Buffer.from('a picture'), redaction: null };
          },
        },
        browser: {
          openSites: async () => ({ frontUrl: state.frontUrl, origins: state.origins }),
          findSignIn: async ({ with: wanted }) => (state.asks[wanted] ? sampleSight() : NONE),
          keptSignIns: {
            stands: async (landmark: Landmark) => {
              state.looked.push(landmark);
              return state.stands;
            },
            take: async () => {
              const bytes = Buffer.from('cookies');
              state.taken.push(bytes);
              return bytes;
            },
          } as never,
        },
      };
    },
  });
  const saved: { readonly fields: OpaqueEntry['fields']; readonly secret: string }[] = [];
  const save = async ({ fields, secret }: OpaqueEntry): Promise<Credential> => {
    saved.push({ fields, secret: secret.toString() });
    return sampleCredential({ name: fields.name, kind: 'session' });
  };
  const keep = (changes: Partial<KeepSignIn> = {}) =>
    byHand.keep(
      { sessionId: 's1', name: 'app', origins: [OWN], policies: ['Strict'], landmark: 'Ada', ...changes },
      save,
    );
  return { byHand, state, saved, keep, save };
}

describe('the look before a run is handed back', () => {
  it('shows the picture, and the sites that a sign-in can be bound to', async () => {
    const { byHand } = signedIn();
    expect(await byHand.look()).toEqual({
      picture: Buffer.from('a picture').toString('base64'),
      origins: [OWN, 'https://login.example.com'],
      asksToSignIn: false,
    });
  });

  it.each(['login', 'code'] as const)('says that a form for a %s is still shown', async (asked) => {
    const { byHand, state } = signedIn();
    state.asks[asked] = true;
    expect(await byHand.look()).toMatchObject({ asksToSignIn: true });
  });

  it('is the operator’s alone: there is none while the agent has the hand', async () => {
    const { byHand, state } = signedIn();
    state.isTakenOver = false;
    await expect(byHand.look()).rejects.toMatchObject({ code: 'conflict' });
    expect(state.pictures).toBe(0);
  });
});

describe('a sign-in by hand', () => {
  it('is kept with its landmark on the page in front, and its bytes are wiped', async () => {
    const { keep, saved, state } = signedIn();
    await keep();
    const landmark = { url: `${OWN}/home`, text: 'Ada' };
    expect(saved).toEqual([
      {
        fields: { kind: 'session', name: 'app', origins: [OWN], policies: ['Strict'], account: '', landmark },
        secret: 'cookies',
      },
    ]);
    expect(state.looked).toEqual([landmark]);
    expect(state.taken.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  });

  it.each<[string, (made: ReturnType<typeof signedIn>) => void, string]>([
    [
      'while the agent has the hand',
      ({ state }) => {
        state.isTakenOver = false;
      },
      'conflict',
    ],
    [
      'of a site that is not open',
      ({ state }) => {
        state.origins = ['https://app.example.com.evil.example'];
      },
      'bad-input',
    ],
    [
      'while another site is in front',
      ({ state }) => {
        state.frontUrl = 'https://login.example.com/';
      },
      'bad-input',
    ],
    [
      'while no page is in front',
      ({ state }) => {
        state.frontUrl = null;
      },
      'bad-input',
    ],
    [
      'while a form to sign in with is shown',
      ({ state }) => {
        state.asks.login = true;
      },
      'conflict',
    ],
    [
      'while a code is asked for',
      ({ state }) => {
        state.asks.code = true;
      },
      'conflict',
    ],
    [
      'whose landmark does not stand there',
      ({ state }) => {
        state.stands = false;
      },
      'conflict',
    ],
    [
      'whose landmark nobody could look for',
      ({ state }) => {
        state.stands = null;
      },
      'conflict',
    ],
  ])('is not kept %s', async (_when, happens, code) => {
    const made = signedIn();
    happens(made);
    await expect(made.keep()).rejects.toMatchObject({ code });
    expect([made.saved, made.state.taken]).toEqual([[], []]);
  });

  it('is wiped also where the vault does not take it', async () => {
    const { byHand, state } = signedIn();
    const wanted = { sessionId: 's1', name: 'app', origins: [OWN], policies: [], landmark: 'Ada' };
    const full = () => Promise.reject(new AirlockError('disk-full', 'The vault could not be written.'));
    await expect(byHand.keep(wanted, full)).rejects.toMatchObject({ code: 'disk-full' });
    expect(state.taken.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  });
});
