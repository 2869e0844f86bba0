const STANDARD_PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'ws:': 80,
  'https:': 443,
  'wss:': 443,
};

/** Host and port of an address, as in `app.example.com:443`; null for one that goes to none. */
export function destinationOf(url: string): string | null {
  try {
    const { protocol, hostname, port } = new URL(url);
    const number = port === '' ? STANDARD_PORTS[protocol] : Number(port);
    return number === undefined ? null : `${hostname.replace(/\.$/, '')}:${number}`;
  } catch {
    return null;
  }
}
