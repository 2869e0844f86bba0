import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeSession } from '../../../../renderer/preview/fake-sessions';
import { useKeptDock } from '../../../../renderer/shell/use-kept-dock';
import type { View } from '../../../../renderer/stores/navigation-store';
import { useSessions } from '../../../../renderer/stores/sessions-store';
import type { Session } from '../../../../shared/domain/session';

const runIs = (state: Session['state']): void =>
  act(() => useSessions.setState({ sessions: [fakeSession({ id: 'run', state })] }));
const dockIn = (view: View) =>
  renderHook((props: { readonly view: View }) => useKeptDock(props.view), { initialProps: { view } });

describe('the place of the approvals', () => {
  beforeEach(() => useSessions.setState({ sessions: [] }));
  afterEach(cleanup);

  it('is not kept where nothing can come', () => {
    runIs('finished');
    expect(dockIn('live').result.current).toBe(false);
  });

  it('is kept in every view while a run may ask', () => {
    runIs('running');
    const { result, rerender } = dockIn('live');
    expect(result.current).toBe(true);
    rerender({ view: 'policies' });
    expect(result.current).toBe(true);
  });

  it('stays when the last run ends, until the operator leaves that view', () => {
    runIs('running');
    const { result, rerender } = dockIn('live');
    runIs('finished');
    expect(result.current).toBe(true);
    rerender({ view: 'sessions' });
    expect(result.current).toBe(false);
    rerender({ view: 'live' });
    expect(result.current).toBe(false);
  });
});
