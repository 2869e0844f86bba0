import { expect, it } from 'vitest';
import { offerLiveScreen, useLiveScreens } from '../../../../renderer/stores/live-screens';

it('knows the newest picture of each session, and forgets it when that one goes', () => {
  const first = document.createElement('div');
  const second = document.createElement('div');
  const other = document.createElement('div');
  const stopFirst = offerLiveScreen('a', first);
  const stopSecond = offerLiveScreen('a', second);
  offerLiveScreen('b', other);
  stopFirst();
  expect(useLiveScreens.getState().screens).toEqual({ a: second, b: other });
  stopSecond();
  expect(useLiveScreens.getState().screens).toEqual({ b: other });
});
