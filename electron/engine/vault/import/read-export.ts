import { AirlockError } from '../../../../shared/airlock-error';
import { MAX_IMPORT_ROWS } from '../../../../shared/domain/credential-import';
import { readCredentialOrigin } from '../../../../shared/domain/credential-origin';
import { readSeed, type Seed } from '../codes/read-seed';
import { type Column, type ExportFormat, formatOf, placeOf } from './export-formats';
import { type CsvRecord, readCsv, wipeRecords } from './read-csv';

/** A login as a file has it. The secrets are wiped by whoever holds it. */
export type ExportedLogin = {
  readonly line: number;
  readonly name: string;
  readonly origins: readonly string[];
  readonly account: string;
  readonly password: Buffer;
  readonly seed: Seed | null;
  /** What of it can't be taken, as sentences. */
  readonly lost: readonly string[];
  /** Why none of it can be; null where it can. */
  readonly leftOut: string | null;
};

export type ReadExport = { readonly format: string; readonly logins: readonly ExportedLogin[] };

const MAX_ORIGINS = 20;

/** The logins of a password manager's CSV export. Throws `bad-input` where it is none that is known. */
export function readExport(bytes: Buffer): ReadExport {
  const records = readCsv(bytes, MAX_IMPORT_ROWS + 1);
  try {
    const [first, ...rest] = records;
    const header = first?.cells.map((cell) => cell.toString()) ?? [];
    const format = formatOf(header);
    if (format === null) {
      throw new AirlockError(
        'bad-input',
        'That is no export of a password manager that is known: its first line should name columns such as url, username and password.',
      );
    }
    return { format: format.name, logins: rest.map((record) => readLogin(new Row(record, format, header))) };
  } finally {
    wipeRecords(records);
  }
}

export function wipeLogin({ password, seed }: ExportedLogin): void {
  password.fill(0);
  seed?.bytes.fill(0);
}

/** A record by what its columns hold. */
class Row {
  constructor(
    readonly record: CsvRecord,
    private readonly format: ExportFormat,
    private readonly header: readonly string[],
  ) {}

  text(column: Column): string {
    return this.#cell(column)?.toString().trim() ?? '';
  }

  /** A copy. */
  bytes(column: Column): Buffer {
    return Buffer.from(this.#cell(column) ?? []);
  }

  #cell(column: Column): Buffer | undefined {
    return this.record.cells[placeOf(column, this.format, this.header)];
  }
}

function readLogin(row: Row): ExportedLogin {
  const { origins, problems } = readOrigins(row.text('url'));
  const account = row.text('account');
  const password = row.bytes('password');
  const { seed, problem } = readCode(row.text('code'));
  return {
    line: row.record.line,
    name: entryName(row.text('name'), origins),
    origins,
    account,
    password,
    seed,
    lost: [...(origins.length === 0 ? [] : problems), ...(problem === null ? [] : [problem])],
    leftOut: whyLeftOut(row, { origins, problems, account, password }),
  };
}

type Parts = Pick<ExportedLogin, 'origins' | 'account' | 'password'> & {
  readonly problems: readonly string[];
};

function whyLeftOut(row: Row, { origins, problems, account, password }: Parts): string | null {
  const type = row.text('type');
  if (type !== '' && type !== 'login') return 'It is no login.';
  if (/^(true|1|yes)$/i.test(row.text('archived'))) return 'It was put into the archive.';
  if (password.length === 0) return 'It has no password.';
  if (password.some((byte) => byte < 0x20 || byte === 0x7f)) return 'Its password has several lines.';
  if (password.length > 4000 || account.length > 500) return 'It is too long.';
  if (/\p{Cc}/u.test(account)) return 'Its user name has several lines.';
  if (origins.length > 0) return null;
  return problems[0] ?? 'It has no address.';
}

/** Some managers keep several addresses, one after the other. */
function readOrigins(text: string): {
  readonly origins: readonly string[];
  readonly problems: readonly string[];
} {
  const addresses = text
    .split(/[,\n]\s*(?=[a-z][a-z0-9+.-]*:\/\/)|\n/i)
    .filter((address) => address.trim() !== '');
  const readings = addresses.map((address) => ({ address, reading: readCredentialOrigin(address) }));
  const origins = readings.flatMap(({ reading }) => (reading.kind === 'origin' ? [reading.origin] : []));
  const problems = readings.flatMap(({ address, reading }) =>
    reading.kind === 'refused' ? [`The address ${withoutQuery(address)} ${reading.problem}.`] : [],
  );
  return { origins: [...new Set(origins)].slice(0, MAX_ORIGINS), problems };
}

/** What comes after the path, or before the host, may be a secret. */
function withoutQuery(address: string): string {
  return address
    .trim()
    .replace(/[?#].*$/s, '')
    .replace(/\/\/[^/]*@/, '//')
    .slice(0, 100);
}

function readCode(text: string): { readonly seed: Seed | null; readonly problem: string | null } {
  if (text === '') return { seed: null, problem: null };
  try {
    return { seed: readSeed(text), problem: null };
  } catch (error) {
    const why = error instanceof AirlockError ? error.message : '';
    return { seed: null, problem: `Its one-time codes are lost. ${why}`.trim() };
  }
}

/** A name that a model may call it by; the site's host where the file has none. */
function entryName(text: string, origins: readonly string[]): string {
  const host = (origins[0] ?? '').replace(/^https?:\/\//, '');
  return cleanName(text) || cleanName(host) || 'Login';
}

function cleanName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._@-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '');
  // The limit of a name is in UTF-16 units, and a pair of them is one letter.
  return Array.from(plain).slice(0, 30).join('').trim();
}
