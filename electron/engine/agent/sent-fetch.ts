import type { Fetch } from '../egress/reaching/proxied-fetch';
import type { BodyMeter, BodySize } from '../history/body-meter';
import type { PictureSlots } from '../history/picture-slots';
import { RequestBody } from '../history/request-body';

export type SentFetchDeps = {
  readonly fetch: Fetch;
  readonly slots: PictureSlots;
  /** The bytes of a frame. Rejects with `audit-failed`. */
  readonly readFrame: (name: string) => Promise<Buffer>;
  readonly meter: BodyMeter;
  /** Told what is about to be sent, and waited for: what rejects is not sent. */
  readonly onSend: (size: BodySize) => Promise<void>;
};

/** The same way to the service, which fills the pictures in as a request goes out, and says first what its bytes are. */
export function sentFetch({ fetch, slots, readFrame, meter, onSend }: SentFetchDeps): Fetch {
  return async (url, init) => {
    const body = new RequestBody(slots.partsOf(String(init?.body ?? '')), readFrame);
    const size = await meter.measure(body);
    await onSend(size);
    const headers = new Headers(init?.headers);
    headers.set('content-length', String(size.bytes));
    // The library behind it takes anything that gives bytes; the standard's types know of streams alone.
    return fetch(url, { ...init, headers, body: body.pieces(), duplex: 'half' } as unknown as RequestInit);
  };
}
