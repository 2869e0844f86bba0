import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Notices } from '../../../../renderer/shell/notices';
import { useKeptFocus } from '../../../../renderer/shell/use-kept-focus';
import { dismissNotice, notifyDone, useNotices } from '../../../../renderer/stores/notices-store';

type Shown = { readonly hasButton?: boolean; readonly card?: string | null };

function Shell({ hasButton = true, card = 'first' }: Shown) {
  return (
    <div ref={useKeptFocus()}>
      <main className="shell-main" tabIndex={-1}>
        <h1>View</h1>
        {hasButton && <button type="button">Stop</button>}
      </main>
      <div className="shell-dock">
        {card !== null && (
          <article key={card} className="approval-card" tabIndex={-1}>
            {card}
          </article>
        )}
      </div>
      <Notices />
    </div>
  );
}

const isFocused = (element: () => Element): Promise<void> =>
  waitFor(() => expect(document.activeElement).toBe(element()));

describe('the focus, when what had it is gone', () => {
  beforeEach(() => useNotices.setState(useNotices.getInitialState(), true));
  afterEach(cleanup);

  it('goes to the heading of its view, and never from there to a card', async () => {
    const { rerender } = render(<Shell />);
    screen.getByRole('button', { name: 'Stop' }).focus();
    rerender(<Shell hasButton={false} />);
    await isFocused(() => screen.getByRole('heading', { name: 'View' }));
  });

  it('goes from one card to the next', async () => {
    const { rerender } = render(<Shell />);
    screen.getByRole('article').focus();
    rerender(<Shell card="second" />);
    await isFocused(() => screen.getByText('second'));
  });

  it('leaves the card’s place with the last card, so that the next one that comes has no keys', async () => {
    const { rerender } = render(<Shell />);
    screen.getByRole('article').focus();
    rerender(<Shell card={null} />);
    await isFocused(() => screen.getByRole('heading', { name: 'View' }));
    rerender(<Shell card="later" />);
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'View' }));
  });

  it('is taken from nothing that has it', () => {
    const { rerender } = render(<Shell card={null} />);
    screen.getByRole('button', { name: 'Stop' }).focus();
    rerender(<Shell card="new" />);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Stop' }));
  });

  it.each([
    ['its Undo was pressed', () => void fireEvent.click(screen.getByRole('button', { name: 'Undo' }))],
    ['its time was up', () => act(() => dismissNotice(1))],
  ])('goes to the view from a notice, when %s', async (_why, go) => {
    render(<Shell />);
    act(() => notifyDone('Put aside.', () => undefined));
    screen.getByRole('button', { name: 'Undo' }).focus();
    go();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    await isFocused(() => screen.getByRole('heading', { name: 'View' }));
  });
});
