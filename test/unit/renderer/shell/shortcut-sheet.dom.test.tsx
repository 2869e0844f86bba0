import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ShortcutSheet } from '../../../../renderer/shell/shortcut-sheet';

const showModal = vi.fn();

beforeEach(() => {
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal = showModal;
  showModal.mockClear();
});
afterEach(cleanup);

it('comes on “?”, wherever nothing is typed', () => {
  render(
    <>
      <input aria-label="Task" />
      <ShortcutSheet />
    </>,
  );
  fireEvent.keyDown(screen.getByRole('textbox'), { key: '?' });
  expect(showModal).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: '?' });
  expect(showModal).toHaveBeenCalledOnce();
});
