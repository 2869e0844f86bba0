import { LIVE_PORT_MESSAGE } from '../../shared/ipc/names';

const NAME = 'fake';

/** A display server of one still picture, behind a port as the preload would hand it over. For previews. */
export async function serveFakeScreen(sessionId: string, picture: string): Promise<void> {
  const image = await loadPixels(picture);
  const { port1, port2 } = new MessageChannel();
  let stage: 'version' | 'security' | 'init' | 'normal' = 'version';
  let hasSent = false;
  port1.onmessage = (event: MessageEvent<ArrayBuffer>) => {
    const bytes = new Uint8Array(event.data);
    if (stage === 'version') {
      stage = 'security';
      port1.postMessage(Uint8Array.of(1, 1).buffer);
    } else if (stage === 'security') {
      stage = 'init';
      port1.postMessage(new ArrayBuffer(4));
    } else if (stage === 'init') {
      stage = 'normal';
      port1.postMessage(serverInit(image));
    } else if (bytes[0] === 3 && !hasSent) {
      hasSent = true;
      port1.postMessage(rawUpdate(image));
    }
  };
  port1.postMessage(new TextEncoder().encode('RFB 003.008\n').buffer);
  window.postMessage({ type: LIVE_PORT_MESSAGE, sessionId }, window.location.origin, [port2]);
}

async function loadPixels(address: string): Promise<ImageData> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('No 2D canvas');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function serverInit({ width, height }: ImageData): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(24 + NAME.length));
  view.setUint16(0, width);
  view.setUint16(2, height);
  const format = [32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16];
  format.forEach((byte, index) => {
    view.setUint8(4 + index, byte);
  });
  view.setUint32(20, NAME.length);
  new Uint8Array(view.buffer, 24).set(new TextEncoder().encode(NAME));
  return view.buffer;
}

/** One raw rectangle in the format noVNC asks for: red, green, blue and a byte of padding. */
function rawUpdate({ width, height, data }: ImageData): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(16 + data.length));
  view.setUint16(2, 1);
  view.setUint16(8, width);
  view.setUint16(10, height);
  new Uint8Array(view.buffer, 16).set(data);
  return view.buffer;
}
