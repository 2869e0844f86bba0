import { describe, expect, it } from 'vitest';
import { findFront } from '../../../../../electron/engine/sandbox/browser/front';
import type { Page } from '../../../../../electron/engine/sandbox/browser/page';

type Answer = { readonly isVisible: boolean; readonly hasFocus: boolean } | Error;

function page(answer: Answer, isGone = false): Page {
  const view = async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { dialog: null, view, windowId: async () => 1, documents: { isGone } } as unknown as Page;
}

const shown = page({ isVisible: true, hasFocus: false });

describe('the page in front', () => {
  it('is found though another tab is closed while it is asked', async () => {
    const closed = page(new Error('session closed'), true);
    expect(await findFront([closed, shown])).toMatchObject({ kind: 'page', page: shown });
    expect(await findFront([shown, closed])).toMatchObject({ kind: 'page', page: shown });
  });

  it('is none when the only tab is closed while it is asked', async () => {
    expect(await findFront([page(new Error('session closed'), true)])).toMatchObject({ kind: 'none' });
  });

  it('is not known when one that is still there does not say', async () => {
    await expect(findFront([page(new Error('no answer')), shown])).rejects.toThrow('no answer');
  });
});
