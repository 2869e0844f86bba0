/** Hosts to which no socket is opened. `host` null: any. */
export type RefusedHosts = {
  readonly host: string | null;
  readonly isBelow: boolean;
  readonly port: number | null;
};

/**
 * A program for the world of a page itself, or of a worker, to run before the first script there: from then on what opens a
 * socket throws a `SecurityError` for these hosts. It keeps what it needs of the platform, so that what the page replaces
 * later changes nothing. It is no wall: a page may find a realm that it has not run in.
 */
export function refuseSocketsSource(refused: readonly RefusedHosts[]): string {
  return `(${refuseSockets})(${JSON.stringify(refused)});`;
}

/** Its text is run in the page: nothing from outside of it is there. */
const refuseSockets = `function (refused) {
  'use strict';
  const { construct, apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const { Proxy, URL, DOMException, Number, String } = globalThis;
  const getterOf = (owner, name) => {
    while (owner !== null && getOwnPropertyDescriptor(owner, name) === undefined) owner = getPrototypeOf(owner);
    return getOwnPropertyDescriptor(owner, name).get;
  };
  const [getProtocol, getHost, getPort] = ['protocol', 'hostname', 'port'].map((name) => getterOf(URL.prototype, name));
  const { endsWith, slice } = String.prototype;
  const isDocument = typeof document === 'object';
  const getBase = isDocument ? getterOf(Node.prototype, 'baseURI') : getterOf(WorkerLocation.prototype, 'href');
  // A worker has no address before its first script: to ask for it now ends the whole process.
  const getLocation = isDocument ? null : getterOf(globalThis, 'location');
  const base = () => apply(getBase, isDocument ? document : apply(getLocation, globalThis, []), []);
  const isOf = (one, name, port) => {
    if (one.host === null) return true;
    if (one.port !== null && one.port !== port) return false;
    return one.isBelow ? apply(endsWith, name, ['.' + one.host]) : name === one.host;
  };
  const isRefused = (text) => {
    let name = '';
    let port = 0;
    try {
      let url;
      try { url = new URL(text); } catch { url = new URL(text, base()); }
      const protocol = apply(getProtocol, url, []);
      name = apply(getHost, url, []);
      if (apply(endsWith, name, ['.'])) name = apply(slice, name, [0, -1]);
      port = Number(apply(getPort, url, [])) || (protocol === 'ws:' || protocol === 'http:' ? 80 : 443);
    } catch {
      return true;
    }
    for (let index = 0; index < refused.length; index += 1) if (isOf(refused[index], name, port)) return true;
    return false;
  };
  for (const kind of ['WebSocket', 'WebSocketStream', 'WebTransport']) {
    const native = globalThis[kind];
    if (typeof native !== 'function') continue;
    const guarded = new Proxy(native, {
      __proto__: null,
      construct(target, given, made) {
        // The platform itself says what is wrong with a call without an address.
        if (given.length === 0) return construct(target, given, made);
        // Read once: a second reading could say something else.
        const text = String(given[0]);
        if (isRefused(text)) throw new DOMException('This connection is refused by the policy.', 'SecurityError');
        given[0] = text;
        return construct(target, given, made);
      },
    });
    defineProperty(native.prototype, 'constructor', { value: guarded, writable: true, configurable: true });
    defineProperty(globalThis, kind, { value: guarded, writable: true, configurable: true });
  }
}`;
