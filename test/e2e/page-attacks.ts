/**
 * Runs in a page: tries every way to reach a server and waits until each has settled. Answers what each came to:
 * `SENT` or why not. Self-contained, since it also runs in pages that only take source text.
 */
export async function callHome({
  host,
  datagramHost,
}: {
  host: string;
  datagramHost: string;
}): Promise<Record<string, string>> {
  const url = `http://${host}`;
  const settled = (target: EventTarget, good: string) =>
    new Promise<void>((resolve, reject) => {
      target.addEventListener(good, () => resolve(), { once: true });
      target.addEventListener('error', () => reject(new Error('error event')), { once: true });
    });
  const link = (rel: string, href: string) => {
    const element = Object.assign(document.createElement('link'), { rel, href, as: 'image' });
    document.head.append(element);
    return element;
  };
  const gather = async () => {
    const secret = { username: 'a', credential: 'b' };
    const connection = new RTCPeerConnection({
      iceServers: [
        { urls: `stun:${datagramHost}` },
        { urls: `turn:${datagramHost}`, ...secret },
        { urls: `turn:${host}?transport=tcp`, ...secret },
        { urls: 'stun:canary-stun.example:3478' },
      ],
    });
    connection.createDataChannel('x');
    const complete = new Promise<void>((resolve) => {
      connection.addEventListener('icegatheringstatechange', () => {
        if (connection.iceGatheringState === 'complete') resolve();
      });
    });
    await connection.setLocalDescription(await connection.createOffer());
    await complete;
    connection.close();
    throw new Error('gathered; the canary says what was sent');
  };
  const attempts: Record<string, () => unknown> = {
    fetch: () => fetch(`${url}/fetch`),
    'fetch without CORS': () => fetch(`${url}/no-cors`, { mode: 'no-cors', method: 'POST', body: 'x' }),
    'old request': () => {
      const request = new XMLHttpRequest();
      const done = settled(request, 'load');
      request.open('GET', `${url}/xhr`);
      request.send();
      return done;
    },
    picture: () => {
      const picture = new Image();
      const done = settled(picture, 'load');
      picture.src = `${url}/picture`;
      return done;
    },
    'web socket': () => settled(new WebSocket(`ws://${host}/socket`), 'open'),
    'event source': () => settled(new EventSource(`${url}/events`), 'open'),
    'style sheet': () => settled(link('stylesheet', `${url}/style`), 'load'),
    preload: () => settled(link('preload', `${url}/preload`), 'load'),
    font: () => new FontFace('x', `url(${url}/font)`).load(),
    video: () => {
      const video = document.createElement('video');
      const done = settled(video, 'loadeddata');
      video.src = `${url}/video`;
      return done;
    },
    'web transport': () => {
      type Transport = { readonly ready: Promise<void> };
      const page = window as unknown as { WebTransport?: new (url: string) => Transport };
      if (page.WebTransport === undefined) throw new Error('not there');
      return new page.WebTransport(`https://${datagramHost}/`).ready;
    },
    'ice candidates': gather,
  };
  // These report to nobody: only the canary and the network log can tell.
  navigator.sendBeacon(`${url}/beacon`, 'x');
  for (const rel of [
    'prefetch',
    'preconnect',
    'dns-prefetch',
    'prerender',
    'icon',
    'manifest',
    'modulepreload',
  ]) {
    link(rel, `${url}/${rel}`);
    link(rel, `http://canary-${rel}.example/`);
  }
  const results = Object.entries(attempts).map(async ([name, attempt]): Promise<[string, string]> => {
    try {
      await attempt();
      return [name, 'SENT'];
    } catch (error) {
      return [name, String(error)];
    }
  });
  return Object.fromEntries(await Promise.all(results));
}
