import { describe, expect, it } from 'vitest';
import { changeScopeOf, coversChange } from '../../../../electron/engine/desk/change-scope';
import type { Change } from '../../../../shared/domain/change';
import type { Grant } from '../../../../shared/domain/grant';
import { sampleChange } from '../../../helpers/sample-change';

const SCOPE = changeScopeOf(sampleChange());

function grantFor(changes: Partial<Grant> = {}): Grant {
  if (SCOPE === null) throw new Error('nothing can be approved');
  return {
    id: 'g1',
    sessionId: 's1',
    scope: SCOPE,
    categories: ['deletion'],
    level: 'high',
    by: 'ada',
    createdAt: 0,
    expiresAt: null,
    uses: 0,
    ...changes,
  };
}

describe('a kind of change that is approved for the run', () => {
  it('is none where the change is critical', () => {
    expect(changeScopeOf(sampleChange({ level: 'critical' }))).toBeNull();
    expect(coversChange(grantFor({ level: 'critical' }), sampleChange({ level: 'critical' }))).toBe(false);
  });

  it.each([
    ['another method', { method: 'DELETE' }],
    ['another host', { host: 'evil.test:443' }],
    ['another port', { host: 'app.example.com:8443' }],
    ['another path', { path: '/users/:id/delete' }],
    ['another call', { operation: 'deleteAll' }],
    ['another category', { category: 'payment' }],
  ] as const)('is not %s', (_what, change) => {
    expect(coversChange(grantFor(), sampleChange(change as Partial<Change>))).toBe(false);
  });

  it('is nothing of a higher level than was approved', () => {
    expect(coversChange(grantFor({ level: 'medium' }), sampleChange())).toBe(false);
  });

  it('is the same for another thing of its kind', () => {
    const other = sampleChange({ url: 'https://app.example.com/invoices/9/delete', bytes: 90 });
    expect(coversChange(grantFor(), other)).toBe(true);
  });

  it('is none where an action was approved', () => {
    const scope = {
      member: 'left_click',
      key: null,
      origin: 'https://app.example.com',
      role: 'button',
      name: 'Delete',
      path: null,
      maxUses: 5,
      minutes: null,
    } as const;
    expect(coversChange(grantFor({ scope }), sampleChange())).toBe(false);
  });
});
