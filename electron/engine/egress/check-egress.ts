import type { EgressLine, EgressVerdict } from '../../../shared/domain/egress-check';
import { Reach } from '../../../shared/reach/reach';
import type { EgressPolicy } from './egress-policy';
import { judgeDestination } from './judge-destination';
import type { Destination } from './reaching/destination';
import { resolveDialable } from './reaching/resolve-dialable';
import { readClientHello, refuseHello } from './reading/client-hello';
import { type Authority, type KnownAuthority, parseAuthority } from './reading/parse-authority';
import { type Opening, readOpening, readSocksOpening, readTunnelRequest } from './reading/read-opening';
import { WildcardNames } from './wildcard-names';

export type EgressInput = {
  /** What the client asks for: the first bytes of its connection, or a host and port for a tunnel. */
  readonly asks: { readonly raw: Buffer } | { readonly authority: string };
  /** All addresses of each answer that a resolver would give, one after the other; null resolves nothing. */
  readonly answers: readonly (readonly string[])[] | null;
  /** Bytes sent through the tunnel at once; empty is not judged. */
  readonly firstFlight: Buffer;
};

const RESOLVE_LIMIT_MS = 1000;

type Reading =
  | {
      readonly kind: 'asked';
      readonly way: 'connect' | 'socks' | 'request';
      readonly authority: KnownAuthority;
    }
  | { readonly kind: 'refused'; readonly status: 400 | 431; readonly reason: string };

/**
 * What the broker would do with a connection, by its own functions, and nothing is connected. Each input is judged by
 * itself. Never rejects.
 */
export async function checkEgress(
  policy: Pick<EgressPolicy, 'allowed_hosts' | 'unknown_hosts' | 'allow_missing_sni'>,
  input: EgressInput,
): Promise<EgressVerdict> {
  const { reading, rest } = readInput(input.asks);
  if (reading.kind === 'refused') return deny(reading.status, reading.reason);
  const { authority } = reading;
  const canonical = `${authority.host}:${authority.port}`;
  const rules = { reach: new Reach(policy), wildcardNames: new WildcardNames(), permits: () => true };
  const judgement = judgeDestination(reading, rules);
  if (judgement.kind === 'refuse')
    return deny(judgement.status, judgement.reason, { canonical, rule: judgement.rule });
  if (judgement.kind === 'ask') {
    const reason = 'the host is not in allowed_hosts, and the operator would be asked';
    return { verdict: 'ask', status: null, canonical, address: null, rule: 'unknown_hosts', reason };
  }
  const { to, rule } = judgement;
  const resolved = await resolveWith(to, input.answers);
  if (resolved.kind === 'refused')
    return deny(resolved.status, resolved.reason, { canonical, rule, address: resolved.address });
  if (resolved.kind === 'unknown') return deny(resolved.status, resolved.reason, { canonical, rule });
  const { address } = resolved;
  const flight = Buffer.concat([rest, input.firstFlight]);
  const fault = reading.way === 'request' ? null : refuseFlight(flight, to, policy.allow_missing_sni);
  if (fault !== null) return deny('closed', fault, { canonical, rule, address });
  return { verdict: 'allow', status: 200, canonical, address, rule, reason: 'the host is in allowed_hosts' };
}

function deny(
  status: Exclude<EgressVerdict['status'], null>,
  reason: string,
  known: Partial<Pick<EgressVerdict, 'canonical' | 'rule' | 'address'>> = {},
): EgressVerdict {
  return { verdict: 'deny', status, canonical: null, address: null, rule: '', reason, ...known };
}

function readInput(asks: EgressInput['asks']): { reading: Reading; rest: Buffer } {
  const nothing = Buffer.alloc(0);
  if ('authority' in asks) return { reading: fromAuthority(parseAuthority(asks.authority)), rest: nothing };
  let bytes = asks.raw;
  let opening: Opening = readOpening(bytes);
  if (opening.kind === 'greeting') {
    if (!opening.isAccepted) return { reading: unreadable('the client wants to log in'), rest: nothing };
    bytes = bytes.subarray(opening.length);
    opening = readSocksOpening(bytes);
  }
  if (opening.kind === 'asked') {
    const { way, authority, length } = opening.asked;
    return { reading: { kind: 'asked', way, authority }, rest: bytes.subarray(length) };
  }
  if (opening.kind === 'refused') return { reading: opening, rest: nothing };
  return { reading: unreadable('the request is cut short'), rest: nothing };
}

function fromAuthority(authority: Authority): Reading {
  if (authority.kind === 'malformed') return unreadable(authority.reason);
  return { kind: 'asked', way: 'connect', authority };
}

function unreadable(reason: string): Reading {
  return { kind: 'refused', status: 400, reason };
}

type Resolved =
  | { readonly kind: 'ready'; readonly address: string | null }
  | Exclude<Awaited<ReturnType<typeof resolveDialable>>, { kind: 'addresses' }>;

async function resolveWith({ host }: Destination, answers: EgressInput['answers']): Promise<Resolved> {
  if (answers === null) return { kind: 'ready', address: null };
  let asked = 0;
  const resolve = async () => {
    asked += 1;
    return answers[asked - 1] ?? [];
  };
  const found = await resolveDialable(host, resolve, RESOLVE_LIMIT_MS);
  return found.kind === 'addresses' ? { kind: 'ready', address: found.addresses[0] } : found;
}

/** Why the first bytes in a tunnel end it; null when they don't, or when there are none. */
function refuseFlight(flight: Buffer, to: Destination, allowsMissingSni: boolean): string | null {
  if (flight.length === 0) return null;
  if (!to.isPlain) return refuseHello(readClientHello(flight), to.host, allowsMissingSni);
  const request = readTunnelRequest(flight, { kind: 'name', ...to });
  if (request.kind === 'more') return 'the request in the tunnel is cut short';
  return request.kind === 'refused' ? request.reason : null;
}

/** The same for lines as the window sends them. */
export function checkEgressLines(
  policy: Parameters<typeof checkEgress>[0],
  lines: readonly EgressLine[],
): Promise<readonly EgressVerdict[]> {
  return Promise.all(lines.map((line) => checkEgress(policy, toInput(line))));
}

function toInput(line: EgressLine): EgressInput {
  const firstFlight = Buffer.alloc(0);
  if ('raw' in line) return { asks: { raw: Buffer.from(line.raw, 'utf8') }, answers: null, firstFlight };
  const answers = line.resolvesTo === undefined ? null : [line.resolvesTo];
  return { asks: { authority: `${line.host}:${line.port}` }, answers, firstFlight };
}
