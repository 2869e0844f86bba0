import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LiveHeader } from '../../../../../renderer/features/live/live-header';
import { useWatchedHand } from '../../../../../renderer/features/live/use-watched-hand';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { isHandInLive, NO_HAND, useLiveHand } from '../../../../../renderer/stores/live-hand';
import { useNavigation } from '../../../../../renderer/stores/navigation-store';

function Live() {
  useWatchedHand();
  return (
    <>
      <div className="live">
        <button type="button" onKeyDown={(event) => event.stopPropagation()}>
          Inside
        </button>
      </div>
      <button type="button">Outside</button>
    </>
  );
}
const button = (name: string): HTMLElement => screen.getByRole('button', { name });
/** jsdom has no PointerEvent. */
const pointer = (name: string, target: Element, relatedTarget: Element | null = document.body): boolean =>
  fireEvent(target, new MouseEvent(name, { bubbles: true, relatedTarget }));

beforeEach(() => {
  useLiveHand.setState(NO_HAND);
  useNavigation.setState(useNavigation.getInitialState(), true);
});
afterEach(cleanup);

it('the pointer is in Live while it is over it, and no longer outside or out of the window', () => {
  render(<Live />);
  pointer('pointerover', button('Inside'));
  expect(isHandInLive()).toBe(true);
  pointer('pointerover', button('Outside'));
  expect(isHandInLive()).toBe(false);
  pointer('pointerover', button('Inside'));
  pointer('pointerout', button('Inside'), null);
  expect(isHandInLive()).toBe(false);
});

it('a press that began in Live lasts until it ends, wherever that is', () => {
  render(<Live />);
  pointer('pointerdown', button('Inside'));
  pointer('pointerover', button('Outside'));
  expect(isHandInLive()).toBe(true);
  pointer('pointerup', button('Outside'));
  expect(isHandInLive()).toBe(false);
});

it('a key that went down in Live counts until it is up, also where Live lets no key through', () => {
  render(<Live />);
  fireEvent.keyDown(button('Outside'), { code: 'KeyN' });
  expect(isHandInLive()).toBe(false);
  fireEvent.keyDown(button('Inside'), { code: 'KeyA' });
  fireEvent.keyDown(button('Inside'), { code: 'KeyA', repeat: true });
  expect(isHandInLive()).toBe(true);
  fireEvent.keyUp(button('Outside'), { code: 'KeyA' });
  expect(isHandInLive()).toBe(false);
});

it('nothing is held any more when the window lost the focus, or another view is open', () => {
  const { unmount } = render(<Live />);
  fireEvent.keyDown(button('Inside'), { code: 'KeyA' });
  act(() => void window.dispatchEvent(new Event('blur')));
  expect(isHandInLive()).toBe(false);
  pointer('pointerover', button('Inside'));
  unmount();
  expect(isHandInLive()).toBe(false);
});

it('a run is pinned and let go of in its header, as long as it goes on', () => {
  const header = (state: 'running' | 'finished') => (
    <LiveHeader session={fakeSession({ id: 'one', state })} command={undefined} lastStep={undefined}>
      {null}
    </LiveHeader>
  );
  const { rerender } = render(header('running'));
  const pin = () => screen.queryByRole('button', { name: 'Pin this run' });
  expect(pin()?.getAttribute('aria-pressed')).toBe('false');
  fireEvent.click(pin() as HTMLElement);
  expect(useNavigation.getState().pinnedId).toBe('one');
  expect(pin()?.getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(pin() as HTMLElement);
  expect(useNavigation.getState().pinnedId).toBeNull();
  rerender(header('finished'));
  expect(pin()).toBeNull();
});
