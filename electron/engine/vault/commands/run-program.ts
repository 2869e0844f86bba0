import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Clock } from '../../base/clock';
import { later } from '../../base/later';

/** People may have to confirm it in the program's own window. */
const LIMIT_MS = 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024;
const MAX_COMPLAINT_BYTES = 4096;

/** `output` and `complaint` are wiped by the caller. */
export type ProgramEnd =
  | { readonly kind: 'done'; readonly output: Buffer }
  | { readonly kind: 'failed'; readonly complaint: Buffer }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'too-much' }
  | { readonly kind: 'not-started' };

export type ProgramStart = {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Written to its standard input, which is closed then. */
  readonly input: Buffer | null;
};

/**
 * Runs a program without a shell, at most 60 s, and takes up to 64 KiB from its standard output. Never rejects. One that
 * is stopped is stopped with whatever it has started, but on Windows.
 */
export function runProgram(
  { file, args, environment, input }: ProgramStart,
  clock: Clock,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: path.parse(file).root,
      env: environment,
      shell: false,
      windowsHide: true,
      // A group of its own, so that what it starts ends with it; and no terminal to take a passphrase from.
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let cut: ProgramEnd | null = null;
    const stop = (why: ProgramEnd): void => {
      cut ??= why;
      endAll(child);
    };
    const limit = later(clock, LIMIT_MS, () => stop({ kind: 'too-slow' }));
    const output = collect(child.stdout, MAX_OUTPUT_BYTES, () => stop({ kind: 'too-much' }));
    const complaint = collect(child.stderr, MAX_COMPLAINT_BYTES, () => undefined);
    const settle = (end: ProgramEnd, kept: Collected | null): void => {
      limit();
      for (const one of [output, complaint]) if (one !== kept) one.wipe();
      resolve(end);
    };
    child.once('error', () => settle({ kind: 'not-started' }, null));
    child.once('close', (code) => {
      if (cut !== null) settle(cut, null);
      else if (code === 0) settle({ kind: 'done', output: output.take() }, output);
      else settle({ kind: 'failed', complaint: complaint.take() }, complaint);
    });
    // One that has ended before it read all of it says so by its end.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? Buffer.alloc(0));
  });
}

/** It, and whatever it has started. */
function endAll(child: ChildProcess): void {
  // The number of one that has ended may be another's by now.
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else killGroup(child.pid);
  }
  // What it has left behind may hold on to the pipes.
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

type Collected = {
  /** All of it in one piece; the pieces are wiped. */
  take(): Buffer;
  wipe(): void;
};

/** What comes after the limit is dropped. */
function collect(from: Readable, limit: number, onTooMuch: () => void): Collected {
  const pieces: Buffer[] = [];
  let length = 0;
  from.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length <= limit) {
      pieces.push(piece);
      return;
    }
    piece.fill(0);
    onTooMuch();
  });
  const wipe = (): void => {
    for (const piece of pieces.splice(0)) piece.fill(0);
  };
  return {
    wipe,
    take: () => {
      const whole = Buffer.concat(pieces);
      wipe();
      return whole;
    },
  };
}
