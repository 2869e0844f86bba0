/** A fake secret that nobody has any use for: where one comes out, somebody has been where they should not be. */
export type Honeytoken = {
  readonly kind: 'cookie' | 'file' | 'entry';
  /** In the words of a card: where it was planted. */
  readonly where: string;
  /** Of a cookie, the one host that has it; null for the others. */
  readonly host: string | null;
  readonly text: string;
};

/** What the planted cookies are called: a name that somebody would look into. */
export const PLANTED_COOKIE = 'backup_session';
/** Hosts that get a cookie, at most. */
const MOST_COOKIES = 20;

/**
 * The fake secrets of one run: one in a file of the sandbox's home, the name of an entry that no list names, and a cookie
 * for each host that the policy names in full. Nothing that an operator's task looks at shows any of them.
 */
export function makeHoneytokens(
  hosts: readonly string[],
  random: (bytes: number) => Buffer,
): readonly Honeytoken[] {
  const secret = () => random(16).toString('hex');
  return [
    { kind: 'file', where: 'a file in the sandbox’s home', host: null, text: secret() },
    {
      kind: 'entry',
      where: 'a credential that no list names',
      host: null,
      text: `backup-admin-${random(10).toString('hex')}`,
    },
    ...hosts
      .slice(0, MOST_COOKIES)
      .map((host): Honeytoken => ({ kind: 'cookie', where: `a cookie of ${host}`, host, text: secret() })),
  ];
}

/** What the planted file says: both secrets, as somebody careless would have written them down. */
export function fileOf(tokens: readonly Honeytoken[]): string {
  const textOf = (kind: Honeytoken['kind']) => tokens.find((token) => token.kind === kind)?.text ?? '';
  return `Backup access\n\ncredential: ${textOf('entry')}\npassword: ${textOf('file')}\n`;
}
