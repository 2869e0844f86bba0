import { describe, expect, it } from 'vitest';
import { filterSessions } from '../../../../../renderer/features/sessions/filter-sessions';
import { fakeSessions } from '../../../../../renderer/preview/fake-sessions';

const sessions = fakeSessions();

describe('filterSessions', () => {
  it('finds every word of the text in task, model or id, in any order and case', () => {
    const found = filterSessions(sessions, 'OCTOBER sonnet failed', 'all');
    expect(found.map(({ id }) => id)).toEqual(['failed']);
  });

  it('keeps one outcome, or what still runs', () => {
    expect(filterSessions(sessions, '', 'stopped').map(({ id }) => id)).toEqual(['stopped']);
    expect(filterSessions(sessions, '', 'running').map(({ id }) => id)).toEqual([
      'waiting',
      'supplier',
      'claude-run',
    ]);
  });

  it('keeps everything without a filter', () => {
    expect(filterSessions(sessions, ' ', 'all')).toHaveLength(sessions.length);
  });
});
