/** What a column of an export holds. */
export type Column = 'name' | 'url' | 'account' | 'password' | 'code' | 'type' | 'archived';

export type ExportFormat = {
  /** The password manager that writes it. */
  readonly name: string;
  /** Columns, in lower case, that tell it from the others. */
  readonly needs: readonly string[];
  readonly columns: Readonly<Partial<Record<Column, string>>>;
};

const TITLED = { name: 'title', account: 'username', password: 'password' } as const;

/** The first whose columns are all there is the one. */
const FORMATS: readonly ExportFormat[] = [
  {
    name: 'Bitwarden',
    needs: ['login_uri', 'login_username', 'login_password'],
    columns: {
      name: 'name',
      url: 'login_uri',
      account: 'login_username',
      password: 'login_password',
      code: 'login_totp',
      type: 'type',
    },
  },
  {
    name: 'Firefox',
    needs: ['url', 'username', 'password', 'formactionorigin'],
    columns: { url: 'url', account: 'username', password: 'password' },
  },
  {
    name: 'LastPass',
    needs: ['url', 'username', 'password', 'extra', 'grouping'],
    columns: { name: 'name', url: 'url', account: 'username', password: 'password', code: 'totp' },
  },
  {
    name: 'KeePassXC',
    needs: ['group', 'title', 'username', 'password', 'url'],
    columns: { ...TITLED, url: 'url', code: 'totp' },
  },
  {
    name: '1Password',
    needs: ['title', 'url', 'username', 'password', 'archived'],
    columns: { ...TITLED, url: 'url', code: 'otpauth', archived: 'archived' },
  },
  {
    name: '1Password',
    needs: ['title', 'website', 'username', 'password'],
    columns: { ...TITLED, url: 'website', code: 'otpauth' },
  },
  {
    name: 'iCloud Passwords or Safari',
    needs: ['title', 'url', 'username', 'password'],
    columns: { ...TITLED, url: 'url', code: 'otpauth' },
  },
  {
    name: 'Chrome or Edge',
    needs: ['name', 'url', 'username', 'password'],
    columns: { name: 'name', url: 'url', account: 'username', password: 'password' },
  },
];

/** The format that a file's first line tells; null where none is known. */
export function formatOf(header: readonly string[]): ExportFormat | null {
  const names = header.map(columnName);
  return FORMATS.find(({ needs }) => needs.every((name) => names.includes(name))) ?? null;
}

/** Where a column stands; -1 where the file has none. */
export function placeOf(column: Column, format: ExportFormat, header: readonly string[]): number {
  const name = format.columns[column];
  return name === undefined ? -1 : header.map(columnName).indexOf(name);
}

function columnName(text: string): string {
  return text.trim().toLowerCase();
}
