import { randomBytes } from 'node:crypto';
import type { HaltCause } from '../../../shared/domain/halt';
import type { Policy } from '../../../shared/domain/policy';
import { PLAIN_PORT, parseHostRule } from '../../../shared/reach/allowed-host';
import { mayFail } from '../base/may-fail';
import { fileOf, type Honeytoken, makeHoneytokens } from '../honeytokens/honeytoken';
import { Tripwire, WAYS } from '../honeytokens/tripwire';
import type { SessionRecord } from '../record/session-record';
import type { Plants } from '../sandbox/plants/plant';

type Halting = {
  readonly record: Pick<SessionRecord, 'append'>;
  /** From the call on the run does nothing, until the operator lets it go on. */
  readonly halt: (cause: HaltCause) => Promise<unknown>;
};

/** The fake secrets of one run: what is planted, and what tells when one comes out. */
export class PlantedSecrets {
  readonly tripwire: Tripwire;
  readonly #tokens: readonly Honeytoken[];
  readonly #plainHosts: ReadonlySet<string>;
  #hasHalted = false;

  private constructor(policy: Policy) {
    const hosts = namedHosts(policy);
    this.#plainHosts = new Set(hosts.filter(({ isPlain }) => isPlain).map(({ host }) => host));
    this.#tokens = makeHoneytokens(
      hosts.map(({ host }) => host),
      randomBytes,
    );
    this.tripwire = new Tripwire(this.#tokens);
  }

  /** Null where the policy wants none. */
  static of(policy: Policy): PlantedSecrets | null {
    return policy.honeytokens ? new PlantedSecrets(policy) : null;
  }

  /** From here on one that comes out is written down, and the first halts the run, before anything else of it goes on. */
  watch({ record, halt }: Halting): void {
    this.tripwire.sprung.on(({ token, way, host }) => {
      const detail = { planted: token.where, found: WAYS[way], host };
      const written = record.append({ kind: 'honeytoken', detail });
      mayFail(written, "a run that can't be recorded acts no more anyway");
      if (this.#hasHalted) return;
      this.#hasHalted = true;
      mayFail(halt({ kind: 'honeytoken', ...detail }), 'a run that has ended needs no halt');
    });
  }

  /** The operator lets the run go on. */
  letGoOn(): void {
    this.#hasHalted = false;
    this.tripwire.reset();
  }

  get plants(): Plants {
    const cookies = this.#tokens.flatMap(({ host, text }) =>
      host === null ? [] : [{ host, isPlain: this.#plainHosts.has(host), value: text }],
    );
    return { file: fileOf(this.#tokens), cookies };
  }
}

/** Hosts that the policy names in full. */
function namedHosts({
  allowed_hosts,
}: Policy): readonly { readonly host: string; readonly isPlain: boolean }[] {
  const named = allowed_hosts.flatMap((entry) => {
    const reading = parseHostRule(entry);
    if (reading.kind !== 'rule' || reading.rule.includesSubdomains) return [];
    return [{ host: reading.rule.host, isPlain: reading.rule.port === PLAIN_PORT }];
  });
  return [...new Map(named.map((one) => [one.host, one])).values()];
}
