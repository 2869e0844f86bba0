import { expect, it } from 'vitest';
import { notDoneText, refusalText } from '../../../../electron/engine/gate/refusal';

it('the model reads why it was denied, and to take another way', () => {
  expect(refusalText({ verdict: 'denied', reason: 'the operator denied it. \n' })).toBe(
    'ACTION DENIED: the operator denied it. Choose a different approach.',
  );
  expect(refusalText({ verdict: 'denied', reason: 'see 3.5 of it' })).toBe(
    'ACTION DENIED: see 3.5 of it. Choose a different approach.',
  );
});

it('the model reads that what it saw is gone, and to look again', () => {
  expect(refusalText({ verdict: 'lost', reason: 'the browser was started again' })).toBe(
    'Not carried out: the browser was started again. Take a screenshot before you go on.',
  );
  expect(notDoneText('failed', 'it broke...')).toBe(
    'Not carried out: it broke. Take a screenshot before you go on.',
  );
  expect(notDoneText('unknown', 'it broke')).toBe(
    'Outcome unknown: it broke. Take a screenshot before you go on.',
  );
});
