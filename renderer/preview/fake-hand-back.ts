import type { Credential } from '../../shared/domain/credential';
import type { HandBackLook, KeepSignIn } from '../../shared/domain/hand-back';

/** One grey pixel. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOcOXPmfwAGagLbrHbVXwAAAABJRU5ErkJggg==';

export const FAKE_HAND_BACK_LOOK: HandBackLook = {
  picture: PICTURE,
  origins: ['https://portal.larkspur.example', 'https://login.larkspur.example:8443'],
  asksToSignIn: false,
};

export function fakeKeptSignIn({ name, origins, policies, landmark }: KeepSignIn): Credential {
  return {
    id: `kept-${name}`,
    name,
    kind: 'session',
    origins,
    policies,
    account: '',
    hasCode: false,
    source: { kind: 'airlock' },
    landmark: { url: `${origins[0]}/`, text: landmark },
    health: { state: 'ok', at: 0 },
    createdAt: 0,
    changedAt: 0,
    usedAt: null,
  };
}
