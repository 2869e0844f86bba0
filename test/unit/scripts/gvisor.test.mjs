import { describe, expect, it } from 'vitest';
import { countProbe } from '../../../scripts/lib/gvisor.mjs';

const report = (...outcomes) =>
  JSON.stringify({
    isolation: 'gvisor',
    findings: outcomes.map((outcome, at) => ({ id: `p${at}`, outcome })),
  });

describe('the probe as a suite', () => {
  it('counts what held and what leaked, and what was not run as neither', () => {
    const counted = countProbe('probe', {
      code: 1,
      stdout: report('held', 'leaked', 'not-run', 'held'),
      stderr: '',
    });
    expect(counted).toEqual({ name: 'probe', passed: 2, failed: 1, note: 'p1, 1 not run, gvisor' });
  });

  it('fails when the script says so, whatever its report says', () => {
    expect(countProbe('probe', { code: 1, stdout: report('held'), stderr: '' })).toMatchObject({ failed: 1 });
  });

  it('fails when it could not be run', () => {
    const counted = countProbe('probe', { code: 2, stdout: '', stderr: 'note\nno engine' });
    expect(counted).toEqual({ name: 'probe', passed: 0, failed: 1, note: 'could not be run: no engine' });
  });
});
