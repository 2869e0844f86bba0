/** Why a passkey is not used: all that is ever said of it. The model reads these and so does the operator. */
export const PASSKEY_REFUSALS = {
  'no-page': 'no page is in front, or a message of the page is in front of it',
  unasked: 'the page could not be asked',
  'other-origin': 'the page in front is not of an origin that the passkey is bound to',
  'not-secure': 'the page did not come over a connection that is proved to be the site’s',
  'no-element':
    'there is no element of the page at that place; a passkey is used by a press on the page’s own button',
  'in-frame': 'what is at that place is in a frame; a passkey is for the page itself',
  'other-frames': 'the page holds a frame of another address that the passkey would be good for',
  'other-site': 'the passkey was made for another site',
  changed: 'the page is no longer what it was',
  'held-back': 'what is at that place changed, and the press was held back',
  stopped: 'it was stopped before anything was pressed',
  'no-authenticator': 'the browser took no passkey',
} as const;

export type PasskeyRefusal = keyof typeof PASSKEY_REFUSALS;
