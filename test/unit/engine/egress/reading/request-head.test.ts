import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEgress } from '../../../../../electron/engine/egress/check-egress';
import { readOpening } from '../../../../../electron/engine/egress/reading/read-opening';
import { readHead } from '../../../../../electron/engine/egress/reading/request-head';
import { matchesHostRule, parseHostRule } from '../../../../../shared/reach/allowed-host';
import { CORPUS, CORPUS_HOSTS } from '../corpus';
import { rigPolicy } from '../relay-harness';

const GOOD = 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\nUser-Agent: x\r\n\r\n';
const policy = rigPolicy({ allowed_hosts: CORPUS_HOSTS });

/** Whether some entry of the policy is for exactly this host and port. */
function isNamed(canonical: string | null): boolean {
  const at = canonical?.lastIndexOf(':') ?? -1;
  const [host, port] = [canonical?.slice(0, at) ?? '', Number(canonical?.slice(at + 1))];
  return CORPUS_HOSTS.some((entry) => {
    const reading = parseHostRule(entry);
    return reading.kind === 'rule' && matchesHostRule(reading.rule, host, port);
  });
}

/** Heads that are nearly right: parts of the corpus with bytes changed, put in, taken out and doubled. */
const seeds = CORPUS.flatMap(({ raw, authority }) =>
  raw === undefined ? [`CONNECT ${authority} HTTP/1.1\r\n\r\n`] : [raw.toString('latin1')],
).filter((text) => text.length < 400);
const oddBytes = fc.constantFrom(0, 9, 10, 13, 32, 0x25, 0x2e, 0x2f, 0x3a, 0x40, 0x5b, 0x7f, 0xa0, 0xff);
const mutation = fc.record({
  at: fc.nat(400),
  byte: fc.oneof(oddBytes, fc.nat(255)),
  how: fc.constantFrom('change', 'insert', 'remove', 'double'),
});
const mutated = fc
  .tuple(fc.constantFrom(...seeds), fc.array(mutation, { maxLength: 4 }))
  .map(([text, mutations]) => {
    let bytes = [...Buffer.from(text, 'latin1')];
    for (const { at, byte, how } of mutations) {
      const where = at % (bytes.length + 1);
      if (how === 'change') bytes[where] = byte;
      if (how === 'insert') bytes.splice(where, 0, byte);
      if (how === 'remove') bytes.splice(where, 1);
      if (how === 'double') bytes = [...bytes.slice(0, where), ...bytes.slice(Math.max(0, where - 30))];
    }
    return Buffer.from(bytes);
  });

describe('whatever a client sends', () => {
  it('never throws and is allowed only for a host that an entry names', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 }).map(Buffer.from)), async (raw) => {
        const judged = await checkEgress(policy, {
          asks: { raw },
          answers: null,
          firstFlight: Buffer.alloc(0),
        });
        if (judged.verdict === 'allow') expect(isNamed(judged.canonical)).toBe(true);
        if (judged.verdict === 'allow') expect(judged.canonical).toMatch(/^[a-z0-9.-]+:\d+$/);
      }),
      { numRuns: 4000 },
    );
  });

  it('as an authority is allowed only for a host that an entry names', async () => {
    const near = fc
      .tuple(
        fc.constantFrom('example.com', 'a.api.example.com', 'alt.example.org', 'evil.com'),
        fc.string({ unit: 'binary', maxLength: 3 }),
        fc.constantFrom('', '.', '@', '%00', '\0', '\u00ad', '/', '\\', '#', ':'),
        fc.constantFrom('example.com', '', 'api.example.com', '.example.com'),
        fc.constantFrom(':443', ':80', ':8443', '', ':0443', ':443 '),
      )
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(near, async (authority) => {
        const judged = await checkEgress(policy, {
          asks: { authority },
          answers: null,
          firstFlight: Buffer.alloc(0),
        });
        if (judged.verdict !== 'allow') return;
        expect(isNamed(judged.canonical)).toBe(true);
        // Only case and one dot at the end may differ from what was written.
        expect(authority.toLowerCase().replace(/\.(?=:\d+$)/, '')).toBe(judged.canonical);
      }),
      { numRuns: 4000 },
    );
  });

  it('is read the same, however it is cut into pieces', () => {
    fc.assert(
      fc.property(mutated, (bytes) => {
        const whole = readOpening(bytes);
        if (whole.kind !== 'asked') return;
        // A part of a head that is good is never anything but unfinished.
        for (let cut = 1; cut < whole.asked.length; cut += 1) {
          expect(readOpening(bytes.subarray(0, cut)).kind).toBe('more');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('readHead', () => {
  it('keeps every byte of a header apart', () => {
    const reading = readHead(Buffer.from(GOOD.replace('x\r', 'a\xe9\xff b\r'), 'latin1'));
    expect(reading).toMatchObject({
      kind: 'head',
      head: { method: 'CONNECT', target: 'example.com:443', length: GOOD.length + 4 },
    });
  });

  it('leaves what follows the empty line alone', () => {
    const reading = readHead(Buffer.from(`${GOOD}\x16\x03`, 'latin1'));
    expect(reading).toMatchObject({ kind: 'head', head: { length: GOOD.length } });
  });

  it('refuses a long head as soon as it is too long', () => {
    const long = Buffer.from(`GET / HTTP/1.1\r\nX: ${'a'.repeat(8200)}`);
    expect(readHead(long)).toMatchObject({ kind: 'refused', status: 431 });
    expect(readHead(long.subarray(0, 8000))).toEqual({ kind: 'more' });
  });

  it('refuses a bad line before the head is whole', () => {
    expect(readHead(Buffer.from('SSH-2.0-OpenSSH\r\n'))).toMatchObject({ kind: 'refused', status: 400 });
  });
});
