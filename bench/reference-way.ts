import { PNG } from 'pngjs';
import { DISPLAY_USER } from '../electron/engine/sandbox/container-spec';
import type { Picture } from '../electron/engine/sandbox/display/framebuffer';
import { RfbClient } from '../electron/engine/sandbox/display/rfb-client';
import type { Docker } from '../electron/engine/sandbox/docker';
import { execStream } from '../electron/engine/sandbox/exec-stream';
import type { Sandbox } from '../electron/engine/sandbox/sandbox';

/** The reference loop (computer-use-demo) waits this long before each screenshot that follows an action. */
export const REFERENCE_WAIT_MS = 2000;
/** The SDK's VNC example waits this long, then asks for a whole raw frame and encodes it with pngjs. */
export const VNC_EXAMPLE_WAIT_MS = 500;

export type ReferenceTool = 'scrot' | 'import';

const COMMANDS: Readonly<Record<ReferenceTool, string>> = {
  scrot: 'f=/tmp/shot-$$.png; scrot -p -o "$f" && cat "$f"; rm -f "$f"',
  import: 'import -window root png:-',
};

/** One screenshot the reference way: a program started in the container for each, its PNG on stdout. */
export async function referenceScreenshot(
  docker: Docker,
  containerId: string,
  tool: ReferenceTool,
): Promise<Buffer> {
  return runInContainer(docker, containerId, COMMANDS[tool]);
}

/** One click the reference way. */
export async function referenceClick(
  docker: Docker,
  containerId: string,
  x: number,
  y: number,
): Promise<void> {
  await runInContainer(docker, containerId, `xdotool mousemove --sync ${x} ${y} click 1`);
}

async function runInContainer(docker: Docker, containerId: string, script: string): Promise<Buffer> {
  const stream = await execStream(docker, containerId, {
    command: ['sh', '-c', script],
    user: DISPLAY_USER,
    env: ['DISPLAY=:1', 'HOME=/home/display'],
  });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** A whole raw frame over a connection of its own, as a client without a framebuffer has to ask for. */
export async function wholeFrame(sandbox: Sandbox): Promise<Picture> {
  const client = await RfbClient.connect(await sandbox.openDisplayStream(), sandbox.display.size);
  client.close();
  return client.framebuffer;
}

/** The encoder that the VNC example uses. */
export function encodeWithPngjs({ width, height, pixels }: Picture): Buffer {
  const png = new PNG({ width, height });
  for (let at = 0; at < pixels.length; at += 4) {
    png.data[at] = pixels[at] ?? 0;
    png.data[at + 1] = pixels[at + 1] ?? 0;
    png.data[at + 2] = pixels[at + 2] ?? 0;
    png.data[at + 3] = 255;
  }
  return PNG.sync.write(png);
}
