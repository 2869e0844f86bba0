import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Notices } from '../../../../renderer/shell/notices';
import { useKeptFocus } from '../../../../renderer/shell/use-kept-focus';
import { dismissNotice, notifyDone, useNotices } from '../../../../renderer/stores/notices-store';

function Shell() {
  const shell = useKeptFocus();
  return (
    <div ref={shell}>
      <main className="shell-main">
        <h1>Live</h1>
      </main>
      <Notices />
    </div>
  );
}

beforeEach(() => useNotices.setState(useNotices.getInitialState(), true));
afterEach(cleanup);

it.each([
  ['its Undo was pressed', () => void fireEvent.click(screen.getByRole('button', { name: 'Undo' }))],
  ['its time was up', () => act(() => dismissNotice(1))],
])('a notice that had the focus gives it to the view when %s', async (_why, go) => {
  render(<Shell />);
  act(() => notifyDone('Put aside.', () => undefined));
  screen.getByRole('button', { name: 'Undo' }).focus();
  go();
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Live' })));
});
