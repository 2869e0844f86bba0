import { describe, expect, it } from 'vitest';
import { describeIsolation } from '../../../../electron/engine/sandbox/describe-isolation';
import { desktop, plain, remapped, rootlessV1, withGvisor, withKata } from './engine-infos';

describe('the isolation in the check-up', () => {
  it('names the runtime a sandbox gets and only what the engine adds', () => {
    expect(describeIsolation(withKata)).toEqual({
      state: 'ok',
      found:
        'Kata Containers: a virtual machine with its own kernel. Our seccomp profile, no network, no capabilities, AppArmor, cgroup v2.',
      remedy: '',
    });
    expect(describeIsolation(remapped).found).toBe(
      "runc: the kernel of the engine's machine, shared. Our seccomp profile, no network, no capabilities, users remapped, cgroup v1.",
    );
    expect(describeIsolation(withGvisor).found).toMatch(/^gVisor: its own kernel in user space\./);
    expect(describeIsolation(desktop).found).toContain("Docker Desktop's virtual machine");
  });

  it('warns of limits that the engine can’t set', () => {
    const { state, found, remedy } = describeIsolation(rootlessV1);
    expect(state).toBe('warning');
    expect(found).toMatch(/Not limited here: memory, swap, cpu, processes\.$/);
    expect(remedy).toContain('cgroup v2');
    expect(describeIsolation({ ...plain, SwapLimit: false })).toMatchObject({ state: 'warning' });
  });

  it('is missing without seccomp or without a known runtime', () => {
    expect(describeIsolation({ ...plain, SecurityOptions: ['name=apparmor'] }).state).toBe('missing');
    expect(describeIsolation({ ...plain, Runtimes: {} }).state).toBe('missing');
  });
});
