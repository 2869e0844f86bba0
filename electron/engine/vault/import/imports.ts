import { AirlockError } from '../../../../shared/airlock-error';
import type { Credential } from '../../../../shared/domain/credential';
import type { ImportChoice, ImportPreview, ImportRow } from '../../../../shared/domain/credential-import';
import type { Clock } from '../../base/clock';
import { createId } from '../../base/ids';
import { later } from '../../base/later';
import type { EntryChange } from '../new-entry';
import type { Vault } from '../vault';
import { type ExportedLogin, type ReadExport, readExport, wipeLogin } from './read-export';

const HELD_MS = 10 * 60_000;

type HeldImport = ReadExport & { readonly id: string; readonly forget: () => void };

/** The file that is being imported: held in memory until the operator has chosen, for ten minutes at most. One at a time. */
export class Imports {
  #held: HeldImport | null = null;

  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads a password manager's CSV export and says what it would bring; the bytes are wiped. What was held before is
   * dropped. Rejects with `bad-input` when it is none, with `conflict` when the vault is not open.
   */
  async preview(fileName: string, bytes: Buffer): Promise<ImportPreview> {
    this.drop();
    try {
      this.vault.requireOpen();
      const read = readExport(bytes);
      const { id } = this.#hold(read);
      return { importId: id, fileName, format: read.format, rows: rowsOf(read.logins, this.vault.list()) };
    } finally {
      bytes.fill(0);
    }
  }

  /** Puts the chosen lines into the vault, all or none, and drops the rest. Rejects as `Vault.add` does. */
  async take({ importId, lines, policies }: ImportChoice): Promise<readonly Credential[]> {
    const held = this.#held;
    if (held?.id !== importId) {
      throw new AirlockError('not-found', 'That file is no longer held. Choose it again.');
    }
    const chosen = held.logins.filter(({ line, leftOut }) => leftOut === null && lines.includes(line));
    if (chosen.length !== new Set(lines).size) {
      throw new AirlockError('bad-input', 'Some of the chosen lines can’t be taken.');
    }
    // Nothing may wipe it while it is being sealed.
    this.#held = null;
    held.forget();
    try {
      const taken = await this.vault.add(chosen.map((login) => changeOf(login, policies)));
      wipeAll(held);
      return taken;
    } catch (error) {
      if (this.#held === null) this.#hold(held, importId);
      else wipeAll(held);
      throw error;
    }
  }

  /** Wipes what is held. */
  drop(): void {
    const held = this.#held;
    this.#held = null;
    held?.forget();
    if (held !== null) wipeAll(held);
  }

  #hold({ format, logins }: ReadExport, id = createId()): HeldImport {
    this.#held = { format, logins, id, forget: later(this.clock, HELD_MS, () => this.drop()) };
    return this.#held;
  }
}

function wipeAll({ logins }: ReadExport): void {
  for (const login of logins) wipeLogin(login);
}

function changeOf(
  { name, origins, account, password, seed }: ExportedLogin,
  policies: readonly string[],
): EntryChange {
  return {
    fields: {
      name,
      kind: 'login',
      origins,
      policies,
      account,
      source: { kind: 'airlock' },
      headerName: null,
      hasCode: false,
    },
    secrets: { password, ...(seed !== null && { seed: seed.bytes }) },
    shape: seed?.shape ?? null,
  };
}

function rowsOf(logins: readonly ExportedLogin[], kept: readonly Credential[]): readonly ImportRow[] {
  const seen = new Map<string, string>();
  for (const { name, origins, account, kind } of kept) {
    if (kind === 'login') for (const key of keysOf(origins, account)) seen.set(key, `“${name}” in the vault`);
  }
  return logins.map((login) => {
    const keys = keysOf(login.origins, login.account);
    const twin = keys.map((key) => seen.get(key)).find((words) => words !== undefined);
    const row = rowOf(login, twin);
    if (row.verdict === 'ready') for (const key of keys) seen.set(key, `line ${login.line}`);
    return row;
  });
}

function rowOf(login: ExportedLogin, twin: string | undefined): ImportRow {
  const { line, name, origins, account, seed, lost, leftOut } = login;
  const facts = { line, name, origins, account, hasCode: seed !== null };
  if (leftOut !== null) return { ...facts, verdict: 'left-out', notes: [leftOut] };
  if (twin === undefined) return { ...facts, verdict: 'ready', notes: lost };
  return { ...facts, verdict: 'duplicate', notes: [`The same account and site as ${twin}.`, ...lost] };
}

function keysOf(origins: readonly string[], account: string): readonly string[] {
  return origins.map((origin) => `${origin} ${account.toLowerCase()}`);
}
