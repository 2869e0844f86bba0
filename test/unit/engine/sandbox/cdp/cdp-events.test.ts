import { describe, expect, it } from 'vitest';
import { EVENT_READERS } from '../../../../../electron/engine/sandbox/cdp/cdp-events';

describe('a page is certified', () => {
  const read = EVENT_READERS['Security.visibleSecurityStateChanged'];
  const right = { subjectName: 'app.test' };

  it.each(['secure', 'neutral'])(
    'where the browser says %s of a certificate without fault',
    (securityState) => {
      const visibleSecurityState = { securityState, certificateSecurityState: right };
      expect(read({ visibleSecurityState })).toEqual({ isCertified: true });
    },
  );

  it.each([
    ['nothing is said', {}],
    ['there is no certificate', { visibleSecurityState: { securityState: 'secure' } }],
    [
      'it is insecure',
      { visibleSecurityState: { securityState: 'insecure', certificateSecurityState: right } },
    ],
    [
      'it is broken',
      { visibleSecurityState: { securityState: 'insecure-broken', certificateSecurityState: right } },
    ],
    [
      'the certificate has a fault',
      {
        visibleSecurityState: {
          securityState: 'secure',
          certificateSecurityState: { ...right, certificateNetworkError: 'net::ERR_CERT_DATE_INVALID' },
        },
      },
    ],
    ['it says something else', { visibleSecurityState: 'secure' }],
  ])('not where %s', (_what, event) => {
    expect(read(event)).toEqual({ isCertified: false });
  });
});
