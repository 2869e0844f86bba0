import { expect, it } from 'vitest';
import { recordableAddress } from '../../../../electron/engine/sessions/recordable-address';

it.each([
  ['https://app.example.com:8443/return?code=secret#token', 'https://app.example.com:8443'],
  ['https://ada:password@app.example.com/', 'https://app.example.com'],
  ['data:text/html,secret', 'data:'],
  ['blob:https://app.example.com/secret', 'https://app.example.com'],
  ['no address, but a secret', ''],
])(
  'of %s the record has its site alone while the operator has the hand, and all of it otherwise',
  (url, site) => {
    expect(recordableAddress(url, true)).toBe(site);
    expect(recordableAddress(url, false)).toBe(url);
  },
);
