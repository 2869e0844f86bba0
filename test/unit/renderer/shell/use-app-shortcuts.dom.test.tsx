import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useAppShortcuts } from '../../../../renderer/shell/use-app-shortcuts';
import { useNavigation } from '../../../../renderer/stores/navigation-store';

function Shell() {
  const view = useNavigation((state) => state.view);
  useAppShortcuts();
  return (
    <>
      <main className="shell-main">
        <h1>{view}</h1>
      </main>
      <article tabIndex={-1}>Card</article>
    </>
  );
}

describe('Ctrl and the number of a view', () => {
  beforeEach(() => useNavigation.setState(useNavigation.getInitialState(), true));
  afterEach(cleanup);

  it('lead to where the view begins', async () => {
    render(<Shell />);
    fireEvent.keyDown(document.body, { key: '3', ctrlKey: true });
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'sessions' })),
    );
  });

  it('take the focus off a card, whose keys would be pressed unseen', async () => {
    render(<Shell />);
    screen.getByRole('article').focus();
    fireEvent.keyDown(screen.getByRole('article'), { key: '1', ctrlKey: true });
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'live' })));
  });
});
