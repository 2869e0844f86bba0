import { expect, it } from 'vitest';
import type { Engine } from '../../../../electron/engine/console/engine';
import { joinLiveView, type LivePort } from '../../../../electron/engine/sessions/live-view';
import { createHandlers } from '../../../../electron/ipc/handlers';
import { AirlockError } from '../../../../shared/airlock-error';
import { createStreamPair } from '../../../helpers/stream-pair';

it('opens no port to a window when the session can not be watched', async () => {
  let opened = 0;
  const refuse = async (): Promise<never> => {
    throw new AirlockError('conflict', "Can't watch: the session is failed.");
  };
  const handlers = createHandlers(
    { sessions: { watch: refuse } } as unknown as Engine,
    {
      openLivePort: () => {
        opened += 1;
        return null as never;
      },
    } as never,
  );
  await expect(handlers['sessions:watch']({ sessionId: 's1' })).rejects.toMatchObject({ code: 'conflict' });
  expect(opened).toBe(0);
});

it('closes the stream to the display when no port can be opened to the window', () => {
  const [display] = createStreamPair();
  const gone = (): never => {
    throw new Error('the window is gone');
  };
  expect(() => joinLiveView(display, gone, () => false)).toThrow('the window is gone');
  expect(display.destroyed).toBe(true);
});

it('ends the view of a display that ended while the port was being opened', () => {
  const [display] = createStreamPair();
  const posted: unknown[] = [];
  const port: LivePort = {
    post: (bytes) => posted.push(bytes),
    onBytes: () => undefined,
    onClose: () => undefined,
    close: () => posted.push('closed'),
  };
  const open = () => {
    display.destroy();
    return port;
  };
  joinLiveView(display, open, () => false);
  expect(posted).toEqual([null, 'closed']);
});
