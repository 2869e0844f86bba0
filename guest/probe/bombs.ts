import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { isGvisor } from './kernel-identity';
import { codeOf, held, leaked, notRun, type Probe, type Verdict } from './probe';

const MIB = 1024 * 1024;
/** Somewhat above what a sandbox may have (container-spec.ts), so that a bomb that gets this far has got through. */
const TOO_MANY_PROCESSES = 1000;
const TOO_MUCH_MEMORY_MIB = 3072;
const TOO_MUCH_FILE_MIB = 1024;
const TOO_MANY_FILES = 8192;
const FLOOD_BYTES = 64 * MIB;

/** Runs a small program to its end; answers what it printed and how it ended. */
function run(command: string, args: readonly string[]): Promise<{ output: string; signal: string | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-1000);
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => resolve({ output: output.trim(), signal }));
  });
}

const forks: Probe = {
  id: 'bomb.processes',
  tried: 'start processes without end',
  run: async () => {
    const program = `my @c; while (@c < ${TOO_MANY_PROCESSES}) { my $p = fork(); last unless defined $p; if (!$p) { sleep 60; exit } push @c, $p } my $n = @c; kill 9, @c; waitpid($_, 0) for @c; print $n`;
    const { output, signal } = await run('perl', ['-e', program]);
    const count = Number(output);
    if (signal !== null) return held(`the bomb was ended with ${signal}`);
    if (count >= TOO_MANY_PROCESSES && isGvisor())
      return held(`${count} in gVisor, bounded by the host's limit for it`);
    return count >= TOO_MANY_PROCESSES ? leaked(`${count} processes`) : held(`stopped after ${count}`);
  },
};

const memory: Probe = {
  id: 'bomb.memory',
  tried: 'take memory without end',
  run: async () => {
    // It offers itself as the one to be ended, so that the browser need not be.
    const program = `
      require('fs').writeFileSync('/proc/self/oom_score_adj', '1000');
      const blocks = [];
      for (let taken = 0; taken < ${TOO_MUCH_MEMORY_MIB}; taken += 32) blocks.push(Buffer.alloc(32 * 1024 * 1024, 1));
      console.log('took all');`;
    const { output, signal } = await run('node', ['-e', program]);
    if (output === 'took all') return leaked(`${TOO_MUCH_MEMORY_MIB} MiB`);
    return signal === 'SIGKILL' ? held('ended by the kernel') : notRun(`ended by ${signal ?? 'itself'}`);
  },
};

function fill(id: string, place: string): Probe {
  return {
    id: `bomb.disk.${id}`,
    tried: `fill ${place}`,
    run: (): Verdict => {
      const file = `${place}/airlock-probe-fill`;
      const block = Buffer.alloc(MIB, 1);
      let written = 0;
      let handle: number | undefined;
      try {
        handle = openSync(file, 'w');
        while (written < TOO_MUCH_FILE_MIB) {
          writeSync(handle, block);
          written += 1;
        }
        return leaked(`${written} MiB`);
      } catch (error) {
        const code = codeOf(error);
        if (handle === undefined) return held(code);
        return code === 'ENOSPC' || code === 'EDQUOT' ? held(`full after ${written} MiB`) : notRun(code);
      } finally {
        if (handle !== undefined) {
          closeSync(handle);
          unlinkSync(file);
        }
      }
    },
  };
}

const files: Probe = {
  id: 'bomb.files',
  tried: 'open files without end',
  run: () => {
    const opened: number[] = [];
    try {
      while (opened.length < TOO_MANY_FILES) opened.push(openSync('/dev/null', 'r'));
      return leaked(`${opened.length} files`);
    } catch (error) {
      const code = codeOf(error);
      return code === 'EMFILE' ? held(`stopped after ${opened.length}`) : notRun(code);
    } finally {
      for (const file of opened) closeSync(file);
    }
  },
};

/** The console reads what comes and keeps a bounded part; the engine must write none of it to the host's disk. */
const flood: Probe = {
  id: 'bomb.output',
  tried: `write ${FLOOD_BYTES / MIB} MiB to the container's log`,
  run: (): Verdict => {
    let log: number;
    try {
      log = openSync('/proc/1/fd/1', 'w');
    } catch (error) {
      return held(codeOf(error));
    }
    try {
      const block = Buffer.alloc(MIB, 'x');
      for (let written = 0; written < FLOOD_BYTES; written += MIB) writeSync(log, block);
      return notRun('written; whether the engine keeps it is seen from outside');
    } finally {
      closeSync(log);
    }
  },
};

const memoryIsBounded: Probe = {
  id: 'bomb.swap',
  tried: 'use swap beyond the memory limit',
  run: () => {
    try {
      const bytes = Number(readFileSync('/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes', 'utf8'));
      const memoryBytes = Number(readFileSync('/sys/fs/cgroup/memory/memory.limit_in_bytes', 'utf8'));
      return bytes <= memoryBytes ? held('none beyond memory') : leaked(`${bytes - memoryBytes} bytes`);
    } catch {
      return readSwapV2();
    }
  },
};

function readSwapV2(): Verdict {
  try {
    const most = readFileSync('/sys/fs/cgroup/memory.swap.max', 'utf8').trim();
    return most === '0' ? held('none') : leaked(`${most} bytes`);
  } catch (error) {
    return notRun(`the limit can't be read: ${codeOf(error)}`);
  }
}

/** Run last and one after the other: each may end what else runs in the sandbox. */
export const bombs: readonly Probe[] = [
  files,
  memoryIsBounded,
  flood,
  fill('tmp', '/tmp'),
  fill('shm', '/dev/shm'),
  fill('home', '/home/browser'),
  forks,
  memory,
];
