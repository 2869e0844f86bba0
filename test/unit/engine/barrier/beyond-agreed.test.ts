import { describe, expect, it } from 'vitest';
import type { Agreed } from '../../../../electron/engine/barrier/act';
import { beyondAgreed } from '../../../../electron/engine/barrier/beyond-agreed';
import type { Change } from '../../../../shared/domain/change';
import { sampleAct, sampleChange } from '../../../helpers/sample-change';
import { sampleTarget } from '../../../helpers/sample-facts';

const DELETION: Agreed = { level: 'high', categories: ['deletion'] };
const beyond = (changes: Partial<Change>, agreed = DELETION, act = sampleAct()) =>
  beyondAgreed(sampleChange(changes), act, agreed);

describe('what an action was agreed to for', () => {
  it.each([
    ['another site', { host: 'evil.test:443' }, 'It goes to another site than was shown.'],
    ['a look-alike below another site', { host: 'app.example.com.evil.test:443' }, 'It goes to another site'],
    ['a host that can not be read', { host: '' }, 'It goes to another site'],
    ['a higher level', { level: 'critical' }, 'It is of level critical; what was agreed to was high.'],
    ['a payment', { category: 'payment' }, 'It would pay or order something, of which nothing was said.'],
    ['a command', { category: 'execution' }, 'It would run something'],
  ] as const)('is not %s', (_what, changes, why) => {
    expect(beyond(changes)).toEqual([expect.stringContaining(why)]);
  });

  it('is no matter of rights where only a message was spoken of', () => {
    const sending: Agreed = { level: 'high', categories: ['sending'] };
    expect(beyond({ category: 'account' }, sending)).toEqual([
      expect.stringContaining('It would change an account or who may do what'),
    ]);
    expect(beyond({ category: 'account' })).toEqual([]);
  });

  it('is not a deletion where only a message was spoken of', () => {
    expect(beyond({}, { level: 'high', categories: ['sending'] })).toHaveLength(1);
  });

  it.each([
    ['the very thing', {}],
    ['less of a level', { level: 'low' }],
    ['another host of the same site', { host: 'api.example.com:443' }],
    ['something unknown of a lower level', { category: 'unknown', level: 'medium', isKnown: false }],
  ] as const)('covers %s', (_what, changes) => {
    expect(beyond(changes)).toEqual([]);
  });

  it('covers where a form says that it goes, and where a sign-in is for', () => {
    const form = sampleAct({
      targets: [
        sampleTarget({
          form: { action: 'https://pay.other.test/do', method: 'post', submitLabel: '', fields: [] },
        }),
      ],
    });
    expect(beyond({ host: 'pay.other.test:443' }, DELETION, form)).toEqual([]);
    const signIn = sampleAct({ targets: [], signsInto: ['https://id.other.test'] });
    expect(beyond({ host: 'id.other.test:443' }, DELETION, signIn)).toEqual([]);
  });

  it('is nowhere where nothing is known of what was acted on', () => {
    const act = sampleAct({ targets: [{ kind: 'unknown', reason: 'no', url: null, host: null }] });
    expect(beyond({}, DELETION, act)).toEqual(['It goes to another site than was shown.']);
  });
});
