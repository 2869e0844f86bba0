import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import type { Engine } from '../../../electron/engine/console/engine';
import { Imports } from '../../../electron/engine/vault/import/imports';
import { Vault } from '../../../electron/engine/vault/vault';
import { createDispatcher } from '../../../electron/ipc/dispatcher';
import { type CallerWindow, createHandlers } from '../../../electron/ipc/handlers';
import { calls, events } from '../../../shared/ipc/contract';
import type { CallName } from '../../../shared/ipc/names';
import { fakeProgram } from '../../helpers/fake-program';
import { NO_STORE, sampleDraft, vaultDeps } from '../../helpers/sample-vault';
import { tempFolder } from '../../helpers/temp-folder';

type Def = { readonly type: string } & Readonly<Record<string, unknown>>;
const defOf = (schema: unknown): Def => (schema as { _zod: { def: Def } })._zod.def;

const LEAVES = [
  'string',
  'number',
  'int',
  'boolean',
  'literal',
  'enum',
  'null',
  'undefined',
  'never',
  'void',
];

/** The names of all fields in a schema, at any depth; throws at what it can't look into. */
function fieldsOf(schema: unknown, seen = new Set<unknown>()): readonly string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const def = defOf(schema);
  const inside = (...parts: readonly unknown[]) => parts.flatMap((part) => fieldsOf(part, seen));
  if (LEAVES.includes(def.type)) return [];
  switch (def.type) {
    case 'object': {
      const shape = def.shape as Record<string, unknown>;
      return [...Object.keys(shape), ...inside(...Object.values(shape))];
    }
    case 'array':
      return inside(def.element);
    case 'union':
      return inside(...(def.options as unknown[]));
    case 'tuple':
      return inside(...(def.items as unknown[]));
    case 'record':
      return inside(def.keyType, def.valueType);
    case 'intersection':
      return inside(def.left, def.right);
    case 'pipe':
      return inside(def.in, def.out);
    case 'lazy':
      return inside((def.getter as () => unknown)());
    case 'optional':
    case 'nullable':
    case 'readonly':
    case 'default':
    case 'prefault':
    case 'catch':
      return inside(def.innerType);
    // Comes of what its input holds, which is looked into.
    case 'transform':
      return [];
    case 'unknown':
      return ['anything'];
    default:
      throw new Error(`A schema of type ${def.type} could hold anything`);
  }
}

const SECRET_FIELDS =
  /^(pass(word|phrase)|secrets?|seed|unlock|header|otp|token|credentials?|cookies?|api_?key)$/i;

const OUTPUTS: readonly [string, ZodType][] = [
  ...Object.entries(calls).map(([name, { output }]): [string, ZodType] => [name, output]),
  ...Object.entries(events).map(([name, schema]): [string, ZodType] => [name, schema]),
];

describe('what leaves the engine for a window', () => {
  it.each(OUTPUTS)('%s has no field for a secret', (_name, schema) => {
    expect(fieldsOf(schema).filter((field) => SECRET_FIELDS.test(field))).toEqual([]);
  });

  it('can be anything only where it is what a model asked for, or an edit of that', () => {
    const open = OUTPUTS.filter(([, schema]) => fieldsOf(schema).includes('anything')).map(([name]) => name);
    expect(open).toEqual([
      'policies:dry-run',
      'sessions:record',
      'approvals:list',
      'approvals:decide',
      'sessions:recorded',
      'approvals:changed',
    ]);
  });

  it('is looked into: a draft, which is for the way in, has them', () => {
    const fields = fieldsOf(calls['credentials:save'].input).filter((field) => SECRET_FIELDS.test(field));
    expect(fields.sort()).toEqual(['header', 'password', 'secret', 'secrets', 'seed', 'unlock']);
  });
});

const PLANTED = [
  'canary-password',
  'canary-header-value',
  'canary-free-secret',
  'canary-unlock',
  'canary-import',
  'canary-from-pass',
  'canary passphrase',
  'another canary phrase',
  'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  '12345678901234567890',
];

/** A text in the ways in which it might be written. */
function spellings(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const aligned = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [
    text,
    ...aligned,
    bytes.toString('hex'),
    encodeURIComponent(text),
    JSON.stringify([...bytes]).slice(1, -1),
  ];
}

async function setUp() {
  const folder = await tempFolder();
  const { folder: bin } = await fakeProgram(
    folder,
    'pass',
    'echo canary-from-pass; echo canary-from-pass >&2; exit 3',
  );
  const deps = { ...vaultDeps(folder, NO_STORE), environment: { PATH: `${bin}:/usr/bin:/bin` } };
  const vault = await Vault.open(deps);
  const imports = new Imports(vault, deps.clock);
  const said: unknown[] = [];
  vault.changed.on((list) => said.push(list));
  vault.statusChanged.on((status) => said.push(status));
  const window: Pick<CallerWindow, 'pickFile'> = {
    pickFile: async () => ({
      name: 'export.csv',
      bytes: Buffer.from(
        'name,url,username,password\nOne,https://one.example,ada,canary-import\nTwo,http://u:canary-import@two.example/?k=canary-import,ada,canary-import\n',
      ),
    }),
  };
  const reports: unknown[] = [];
  const handlers = createHandlers({ vault, imports } as unknown as Engine, window as CallerWindow);
  const dispatch = createDispatcher(handlers, (name, error) => reports.push([name, String(error)]));
  const call = async (name: CallName, input?: unknown) => {
    const reply = await dispatch(name, input);
    said.push(reply);
    if (reply.ok) expect(calls[name].output.parse(reply.value)).toEqual(reply.value);
    return reply;
  };
  return { vault, call, said, reports, dataFolder: folder };
}

it('no answer of the vault, no refusal and no event says a secret, in any spelling', async () => {
  const { vault, call, said, reports } = await setUp();
  const phrase = 'canary passphrase';
  const answerOf = async (name: CallName, input?: unknown) => {
    const reply = await call(name, input);
    expect([name, reply.ok]).toEqual([name, true]);
    return reply.ok ? reply.value : null;
  };
  const refused = async (name: CallName, input?: unknown) =>
    expect([name, (await call(name, input)).ok]).toEqual([name, false]);

  await refused('credentials:save', sampleDraft({ secrets: { password: 'canary-password' } }));
  await refused('vault:set-passphrase', { current: null, next: 'canary' });
  await answerOf('vault:set-passphrase', { current: null, next: phrase });
  const secrets = { password: 'canary-password', seed: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' };
  const { id } = (await answerOf('credentials:save', sampleDraft({ secrets }))) as { id: string };
  await answerOf(
    'credentials:save',
    sampleDraft({
      name: 'Header',
      kind: 'header',
      headerName: 'X-Key',
      secrets: { header: 'canary-header-value' },
    }),
  );
  await answerOf(
    'credentials:save',
    sampleDraft({ name: 'Free', kind: 'secret', secrets: { secret: 'canary-free-secret' } }),
  );
  const database = { kind: 'command', command: 'keepassxc-cli', reference: '/a.kdbx:b' } as const;
  await answerOf(
    'credentials:save',
    sampleDraft({ name: 'Db', source: database, secrets: { unlock: 'canary-unlock' } }),
  );
  const pass = { kind: 'command', command: 'pass', reference: 'acme' } as const;
  const elsewhere = (await answerOf(
    'credentials:save',
    sampleDraft({ name: 'Pass', source: pass, secrets: {} }),
  )) as { id: string };

  // Refusals of every kind, with a secret in what is refused.
  await refused('credentials:save', sampleDraft({ secrets }));
  await refused('credentials:save', {
    ...sampleDraft({ secrets }),
    'canary-password': 1,
    name: '-canary-password',
  });
  await refused('credentials:save', sampleDraft({ name: 'A', secrets: { password: 'canary-password\n' } }));
  await refused(
    'credentials:save',
    sampleDraft({ name: 'A', secrets: { password: 'x', seed: 'canary-password' } }),
  );
  await refused(
    'credentials:save',
    sampleDraft({ name: 'A', origins: ['https://canary-password@x.example'] }),
  );
  await refused('credentials:save', { secrets: 'canary-password' });
  await refused('vault:unlock', { passphrase: 7, password: 'canary-password' });
  await refused('vault:set-passphrase', { current: 'another canary phrase', next: 'another canary phrase' });
  await refused('vault:begin-anew');
  said.push(await vault.use(elsewhere.id, 'password', () => '').catch((error: Error) => error.message));

  const preview = (await answerOf('credentials:import-preview')) as { importId: string };
  await refused('credentials:import-take', { importId: preview.importId, lines: [3], policies: [] });
  await answerOf('credentials:import-take', { importId: preview.importId, lines: [2], policies: [] });
  await answerOf('credentials:import-drop');
  await answerOf('credentials:list');
  await vault.use(id, 'password', () => undefined);
  await vault.useCode(id, () => undefined);
  await answerOf('vault:status');
  await answerOf('vault:lock');
  await refused('credentials:import-preview');
  await refused('vault:unlock', { passphrase: 'another canary phrase' });
  await answerOf('vault:unlock', { passphrase: phrase });
  await answerOf('vault:set-passphrase', { current: phrase, next: 'another canary phrase' });
  await answerOf('credentials:remove', { id });
  await answerOf('vault:lock');
  await answerOf('vault:begin-anew');

  const everything = JSON.stringify([said, reports]);
  expect(everything.length).toBeGreaterThan(5000);
  for (const planted of PLANTED) {
    for (const spelling of spellings(planted)) expect(everything).not.toContain(spelling);
  }
  expect(reports).toEqual([]);
});
