import { describe, expect, it } from 'vitest';
import { mayFail, withoutFailing } from '../../../../electron/engine/base/may-fail';

describe('work that may fail', () => {
  it('never becomes an unhandled rejection, whatever it rejects with', async () => {
    const heard: unknown[] = [];
    const onRejection = (reason: unknown) => heard.push(reason);
    process.on('unhandledRejection', onRejection);
    for (const reason of [new Error('no'), 'a text', null, undefined])
      mayFail(Promise.reject(reason), 'why not');
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', onRejection);
    expect(heard).toEqual([]);
  });

  it('answers its own value, or else the fallback', async () => {
    expect(await withoutFailing(Promise.resolve(1), 2, 'why not')).toBe(1);
    expect(await withoutFailing(Promise.reject(null), 2, 'why not')).toBe(2);
  });
});
