import type { Fetch } from '../egress/reaching/proxied-fetch';

/**
 * The same way to the service, which tells of every piece of an answer that comes, of whatever kind: a service that has
 * nothing to say yet sends pings (Messages API, streaming), and the SDK keeps them to itself.
 */
export function heardFetch(fetch: Fetch, onHeard: () => void): Fetch {
  return async (...request) => {
    const response = await fetch(...request);
    onHeard();
    if (response.body === null) return response;
    const heard = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (piece, controller) => {
        onHeard();
        controller.enqueue(piece);
      },
    });
    return new Response(response.body.pipeThrough(heard), response);
  };
}
