import { expect, it } from 'vitest';
import { describeAction } from '../../../../electron/engine/actions/describe-action';
import { grantScopeOf } from '../../../../electron/engine/desk/grant-scope';
import { sampleElement } from '../../../helpers/fake-desktop';

const CLICK = { member: 'left_click', input: { coordinate: [20, 20] } } as const;

it('nothing is approved for a run by a name that nobody can see', () => {
  const nameless = sampleElement({ name: '\u3164', text: '\u200b' });
  expect(grantScopeOf(CLICK, [nameless], [])).toBeNull();
  expect(describeAction(CLICK, [nameless])).toContain('a button without a name');
});

it('what is approved for a run goes by what can be seen of an element', () => {
  expect(grantScopeOf(CLICK, [sampleElement({ name: '\u200b', text: 'Next' })], [])).toMatchObject({
    name: 'Next',
  });
});
