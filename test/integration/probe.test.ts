import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectDocker } from '../../electron/engine/sandbox/docker';
import { containersOf } from '../helpers/make-sandbox';

const ROOT = path.resolve(import.meta.dirname, '../..');

function probe(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const command = [
    path.join(ROOT, 'node_modules/tsx/dist/cli.mjs'),
    path.join(ROOT, 'scripts/probe.ts'),
    ...args,
  ];
  const child = spawn(process.execPath, command, { env: { ...process.env, ...env } });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, ...said }));
  });
  return { child, ended };
}

describe('npm run probe', () => {
  it('ends with 2 where it can’t be run: no engine, no such isolation, no such option', async () => {
    const nowhere = await probe(['--json'], { DOCKER_HOST: 'unix:///nowhere/docker.sock' }).ended;
    expect(nowhere).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('No Docker engine answers'),
    });
    const kata = await probe(['--json', '--isolation', 'kata']).ended;
    expect(kata).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('offers no Kata Containers'),
    });
    expect(await probe(['--isolation', 'strong']).ended).toMatchObject({ code: 2 });
    expect(await probe(['--loud']).ended).toMatchObject({ code: 2 });
  });

  it('prints its report alone with --json, with at least 60 things tried', async () => {
    const { code, stdout } = await probe(['--json', '--quick']).ended;
    const { findings, passed, ...rest } = JSON.parse(stdout);
    expect([code, passed, findings.length >= 60]).toEqual([0, true, true]);
    expect(rest).toMatchObject({
      isolation: expect.stringMatching(/^(?:runc|gvisor|kata)$/),
      image: expect.stringMatching(/^airlock\/sandbox:/),
    });
  });

  it('removes its sandbox when it is interrupted', async () => {
    const { child, ended } = probe([]);
    // Its first line comes right before the sandbox is made.
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([2, expect.stringContaining('cancelled')]);
    expect(await containersOf((await connectDocker()).docker, 'probe')).toEqual([]);
  });
});
