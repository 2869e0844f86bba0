/** A web address taken apart as a browser does it (WHATWG URL). `port` is empty where it is the scheme's own. */
export type WebAddress = {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly username: string;
  readonly password: string;
  readonly origin: string;
  readonly pathname: string;
};

/** The platform's own: Node's in the engine, the browser's in the window. The types of neither are loaded here. */
declare const URL: new (text: string) => WebAddress;

/** Null for what is no address. Never throws. */
export function parseUrl(text: string): WebAddress | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
