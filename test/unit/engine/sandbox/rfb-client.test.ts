import { describe, expect, it, vi } from 'vitest';
import { cropPicture } from '../../../../electron/engine/sandbox/display/framebuffer';
import { RfbClient } from '../../../../electron/engine/sandbox/display/rfb-client';
import { FakeDisplayServer } from '../../../helpers/fake-display-server';

const SIZE = { width: 64, height: 48 };

async function connect(server: FakeDisplayServer): Promise<RfbClient> {
  return RfbClient.connect(server.client, SIZE);
}

function nextUpdate(client: RfbClient): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.updated.on(() => {
      stop();
      resolve();
    });
  });
}

function closing(client: RfbClient): Promise<string> {
  return new Promise((resolve) => client.closed.on(resolve));
}

function pixelAt(client: RfbClient, x: number, y: number): number[] {
  return [...cropPicture(client.framebuffer, { x, y, width: 1, height: 1 }).pixels.subarray(0, 3)];
}

describe('the RFB client', () => {
  it('refuses a screen of another size than it asked for', async () => {
    await expect(connect(new FakeDisplayServer(640, 480))).rejects.toThrow('640×480 instead of 64×48');
  });

  it('refuses a server that wants a password', async () => {
    await expect(connect(new FakeDisplayServer(64, 48, { securityTypes: [2] }))).rejects.toThrow('password');
  });

  it('refuses a server that speaks something else', async () => {
    await expect(connect(new FakeDisplayServer(64, 48, { version: 'HTTP/1.1 200\n' }))).rejects.toThrow(
      'not an RFB server',
    );
  });

  for (const [what, box, body] of [
    [
      'a rectangle outside the screen',
      { x: 60, y: 0, width: 10, height: 10, encoding: 0 },
      Buffer.alloc(400),
    ],
    [
      'a copy from outside the screen',
      { x: 0, y: 0, width: 60, height: 40, encoding: 1 },
      Buffer.from([0, 50, 0, 50]),
    ],
    ['an encoding it did not ask for', { x: 0, y: 0, width: 1, height: 1, encoding: 16 }, Buffer.alloc(4)],
  ] as const) {
    it(`ends the connection at ${what}`, async () => {
      const server = new FakeDisplayServer(64, 48);
      const client = await connect(server);
      const closed = closing(client);
      server.sendRectangle(box, body);
      expect(await closed).toMatch(/outside|unexpected/);
      expect(() => client.sendKey(0x61, true)).toThrow('gone');
    });
  }

  it('ends the connection at an unknown message', async () => {
    const server = new FakeDisplayServer(64, 48);
    const client = await connect(server);
    const closed = closing(client);
    server.sendBytes(Buffer.from([99]));
    expect(await closed).toBe('unexpected message 99');
  });

  it('ends the connection at a clipboard message that claims to be huge', async () => {
    const server = new FakeDisplayServer(64, 48);
    const client = await connect(server);
    const closed = closing(client);
    server.sendBytes(Buffer.from([3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]));
    expect(await closed).toContain('too large');
  });

  it('asks a silent server once, however often it is pinged, and again after an answer', async () => {
    const server = new FakeDisplayServer(64, 48);
    const client = await connect(server);
    const sent = vi.spyOn(server.client, 'write');
    const pings = Array.from({ length: 1000 }, () => client.ping());
    expect(sent).toHaveBeenCalledTimes(1);
    server.paint(0, 0, 1, 1, [255, 255, 255]);
    await Promise.all(pings);
    sent.mockClear();
    const again = client.ping();
    expect(sent).toHaveBeenCalledTimes(1);
    server.paint(0, 0, 1, 1, [255, 255, 255]);
    await again;
  });

  it('keeps its picture current', async () => {
    const server = new FakeDisplayServer(64, 48);
    const client = await connect(server);
    expect(pixelAt(client, 10, 10)).toEqual([255, 255, 255]);
    const updated = nextUpdate(client);
    server.paint(8, 8, 4, 4, [10, 20, 30]);
    await updated;
    expect([pixelAt(client, 8, 8), pixelAt(client, 11, 11), pixelAt(client, 12, 12)]).toEqual([
      [10, 20, 30],
      [10, 20, 30],
      [255, 255, 255],
    ]);
  });

  it('copies a part of the screen onto itself without smearing', async () => {
    const server = new FakeDisplayServer(64, 48);
    const client = await connect(server);
    let updated = nextUpdate(client);
    server.paint(0, 0, 2, 2, [1, 2, 3]);
    await updated;
    updated = nextUpdate(client);
    server.sendRectangle({ x: 1, y: 1, width: 4, height: 4, encoding: 1 }, Buffer.from([0, 0, 0, 0]));
    await updated;
    expect([pixelAt(client, 2, 2), pixelAt(client, 3, 3)]).toEqual([
      [1, 2, 3],
      [255, 255, 255],
    ]);
  });
});
