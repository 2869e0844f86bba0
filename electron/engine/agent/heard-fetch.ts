import type { Fetch } from '../egress/reaching/proxied-fetch';

/**
 * The same way to the service, which tells of every piece of an answer that comes, of whatever kind: a service that has
 * nothing to say yet sends pings (Messages API, streaming), and the SDK keeps them to itself. `onHeard` gets its bytes.
 */
export function heardFetch(fetch: Fetch, onHeard: (bytes: number) => void): Fetch {
  return async (...request) => {
    const response = await fetch(...request);
    onHeard(0);
    if (response.body === null) return response;
    const heard = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (piece, controller) => {
        onHeard(piece.byteLength);
        controller.enqueue(piece);
      },
    });
    return new Response(response.body.pipeThrough(heard), response);
  };
}
