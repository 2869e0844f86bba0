import { afterEach, beforeEach, expect, it } from 'vitest';
import { Emitter, reportListenerErrors } from '../../../../electron/engine/base/emitter';
import type { Log } from '../../../../electron/engine/base/log';

const BROKEN = new Error('this listener is broken');
let reported: unknown[][];
let before: Log;
beforeEach(() => {
  reported = [];
  before = reportListenerErrors({ warn: (...what) => reported.push(what) });
});
afterEach(() => void reportListenerErrors(before));

function brokenAmongOthers(): { readonly emitter: Emitter<string>; readonly heard: string[] } {
  const emitter = new Emitter<string>();
  const heard: string[] = [];
  emitter.on((value) => heard.push(`first ${value}`));
  emitter.on(() => {
    throw BROKEN;
  });
  emitter.on((value) => heard.push(`last ${value}`));
  return { emitter, heard };
}

it('serves the other listeners when one throws, and the one who announces', () => {
  const { emitter, heard } = brokenAmongOthers();
  emitter.emit('news');
  expect(heard).toEqual(['first news', 'last news']);
});

it('reports what a listener threw, instead of ending the process with it', async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', note);
  try {
    brokenAmongOthers().emitter.emit('news');
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('uncaughtException', note);
    for (const other of others) process.on('uncaughtException', other);
  }
  expect(uncaught).toEqual([]);
  expect(reported).toEqual([['a listener failed', BROKEN]]);
});

it('does not serve a listener that has left', () => {
  const { emitter, heard } = brokenAmongOthers();
  emitter.on((value) => heard.push(`gone ${value}`))();
  emitter.emit('news');
  expect(heard).not.toContain('gone news');
});
