import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { changeDraft, connectDraft, resetDraft, useDraft } from '../../../../renderer/forms/draft-store';
import { useNotices } from '../../../../renderer/stores/notices-store';
import { chooseTheme, useTheme } from '../../../../renderer/stores/theme-store';

const KEY = 'airlock.new-run';
let disconnect = () => {};

beforeEach(() => {
  window.localStorage.clear();
  resetDraft();
  useNotices.setState({ notices: [] });
  disconnect = connectDraft();
});
afterEach(() => {
  disconnect();
  vi.restoreAllMocks();
});

function blockStorage(): void {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
}

it('goes on where nothing can be stored, and says once that the draft will not be kept', () => {
  blockStorage();
  for (const task of ['Pay', 'Pay the', 'Pay the invoice']) changeDraft({ task });
  expect(useDraft.getState().draft.task).toBe('Pay the invoice');
  expect(useNotices.getState().notices.map(({ text }) => text)).toEqual([
    'The new run as it stands here does not outlive a restart: it can’t be kept.',
  ]);
});

it('says so again when it fails again after it could be kept', () => {
  blockStorage();
  changeDraft({ task: 'one' });
  vi.restoreAllMocks();
  changeDraft({ task: 'two' });
  blockStorage();
  changeDraft({ task: 'three' });
  expect(useNotices.getState().notices).toHaveLength(2);
});

it('begins empty where the storage is blocked even for reading, or what lies there is damaged', () => {
  disconnect();
  window.localStorage.setItem(KEY, '{"task":');
  connectDraft()();
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  disconnect = connectDraft();
  expect(useDraft.getState().draft.task).toMatch(/^Export all invoices/);
});

it('keeps a draft over a reload', () => {
  changeDraft({ task: 'Pay the invoice' });
  disconnect();
  resetDraft();
  disconnect = connectDraft();
  expect(useDraft.getState().draft.task).toBe('Pay the invoice');
});

it('lets the operator choose a theme all the same', () => {
  blockStorage();
  chooseTheme('light');
  expect(useTheme.getState().choice).toBe('light');
});
