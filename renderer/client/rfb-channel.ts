const SET_ENCODINGS = 2;
/**
 * Encodings that noVNC must not ask for. Pictures (Tight JPEG and PNG, quality levels) would be drawn through `data:`
 * addresses, which the CSP forbids; a cursor of our own would hide where the agent points; the extended clipboard
 * would carry text from the sandbox to the operator's machine.
 */
const UNWANTED = new Set([21, -260, -239, 0x574d5664, 50, 0xc0a1e5ce | 0]);
const isQualityLevel = (encoding: number): boolean => encoding >= -32 && encoding <= -23;

/** A SetEncodings message without the unwanted encodings; any other message as it is. */
export function withoutUnwantedEncodings(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isSetEncodings =
    bytes.length >= 4 && bytes[0] === SET_ENCODINGS && bytes.length === 4 + 4 * view.getUint16(2);
  if (!isSetEncodings) return new Uint8Array(bytes);
  const kept: number[] = [];
  for (let offset = 4; offset < bytes.length; offset += 4) {
    const encoding = view.getInt32(offset);
    if (!UNWANTED.has(encoding) && !isQualityLevel(encoding)) kept.push(encoding);
  }
  const filtered = new DataView(new ArrayBuffer(4 + 4 * kept.length));
  filtered.setUint8(0, SET_ENCODINGS);
  filtered.setUint16(2, kept.length);
  kept.forEach((encoding, index) => {
    filtered.setInt32(4 + 4 * index, encoding);
  });
  return new Uint8Array(filtered.buffer);
}

/** A MessagePort of RFB bytes in the shape of an open WebSocket, which is what noVNC takes. */
export class RfbChannel {
  binaryType = 'arraybuffer';
  protocol = '';
  readyState: 'open' | 'closed' = 'open';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer | Uint8Array }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  onclose: ((event: { code: number; reason: string; wasClean: boolean }) => void) | null = null;
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data instanceof ArrayBuffer || event.data instanceof Uint8Array) {
        this.onmessage?.({ data: event.data });
      } else {
        this.#end();
      }
    };
    // Chromium 122 and later tell when the other end went away; before that the session's state does.
    port.addEventListener('close', () => this.#end());
  }

  send(bytes: Uint8Array): void {
    if (this.readyState !== 'open') return;
    // Copied, not transferred: a buffer transferred to the main process never arrives there.
    this.#port.postMessage(withoutUnwantedEncodings(bytes));
  }

  close(): void {
    this.#port.close();
    this.#end();
  }

  #end(): void {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.onclose?.({ code: 1000, reason: '', wasClean: true });
  }
}
