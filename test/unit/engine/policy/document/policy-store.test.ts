import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { formatPolicy } from '../../../../../electron/engine/policy/document/format-policy';
import { policyId } from '../../../../../electron/engine/policy/document/policy-file-name';
import { PolicyStore } from '../../../../../electron/engine/policy/document/policy-store';
import type { Policy } from '../../../../../shared/domain/policy';
import { samplePolicy } from '../../../../helpers/sample-policy';
import { tempFolder } from '../../../../helpers/temp-folder';

let folder: string;
let files: string;
let store: PolicyStore;

beforeEach(async () => {
  folder = await tempFolder();
  files = path.join(folder, 'policies');
  store = await PolicyStore.open(folder);
});

const own = async () => (await store.list()).filter(({ isPreset }) => !isPreset);
/** A document of this name. */
const named = (name: string, changes: Partial<Policy> = {}) =>
  formatPolicy(samplePolicy({ name, ...changes }), 'yaml');

describe('the kept policies', () => {
  it('begin with the presets, which can neither be changed nor deleted', async () => {
    const [preset] = await store.list();
    expect(preset).toMatchObject({ name: 'Supervised', isPreset: true, problems: [] });
    const id = preset?.id ?? '';
    await expect(store.remove(id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(store.save(named('Mine'), id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are there again when the console is opened anew', async () => {
    const saved = await store.save(named('Invoices'));
    const again = await PolicyStore.open(folder);
    expect((await again.list()).at(-1)).toEqual(saved);
  });

  it('have one name each, case and spacing aside', async () => {
    await store.save(named('Invoices'));
    for (const name of ['invoices', ' INVOICES ', 'Supervised', 'locked  DOWN']) {
      await expect(store.save(named(name))).rejects.toMatchObject({ code: 'conflict' });
    }
  });

  it('can be changed and renamed, and leave nothing behind', async () => {
    const first = await store.save(named('Invoices'));
    const changed = await store.save(named('invoices', { max_steps: 7 }), first.id);
    expect(changed.id).toBe(first.id);
    const renamed = await store.save(named('Payments'), first.id);
    expect((await own()).map(({ name }) => name)).toEqual(['Payments']);
    expect(await readdir(files)).toEqual([`${renamed.id}.yaml`]);
    await expect(store.save(named('Other'), first.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keep what the operator wrote, comments and all', async () => {
    const text = `# agreed with finance\n${named('Invoices')}`;
    await store.save(text);
    expect((await own())[0]?.text).toBe(text);
  });

  it('that have an error are not kept', async () => {
    const broken = named('Broken', { allowed_key_combos: ['no such key'] });
    await expect(store.save(broken)).rejects.toMatchObject({ code: 'bad-input' });
    expect(await own()).toEqual([]);
  });

  it('stay in their folder whatever their names are', async () => {
    const names = [
      '../../evil',
      '/etc/passwd',
      'CON',
      'a\u0000b',
      '.',
      'ünïcödé 削除',
      'x'.repeat(60),
      '💥',
      'nul.yaml',
    ];
    for (const name of names) await store.save(named(name));
    const written = await readdir(files);
    expect(written).toHaveLength(names.length);
    expect(written.filter((name) => !/^([a-z0-9-]+-)?[0-9a-f]{12}\.yaml$/.test(name))).toEqual([]);
    expect(await readdir(folder)).toEqual(['policies']);
  });

  it('can not be reached by an id that is a path', async () => {
    await writeFile(path.join(folder, 'outside.yaml'), 'keep me');
    await expect(store.remove('../outside')).rejects.toMatchObject({ code: 'not-found' });
    expect(await readFile(path.join(folder, 'outside.yaml'), 'utf8')).toBe('keep me');
  });

  it('that were changed on disk are read anew', async () => {
    const { id } = await store.save(named('Invoices'));
    const file = path.join(files, `${id}.yaml`);
    await writeFile(file, (await readFile(file, 'utf8')).replace('max_steps: 30', 'max_steps: 3'));
    expect((await own())[0]?.policy?.max_steps).toBe(3);
  });

  it("that can't be read are shown with what is wrong, and can be deleted", async () => {
    const text = 'version: 1\nname: Half\nallow_click: maybe\n';
    await writeFile(path.join(files, 'half.yaml'), text);
    await mkdir(path.join(files, 'folder.yaml'));
    const [folderEntry, half] = await own();
    expect(folderEntry).toMatchObject({ id: 'folder', policy: null });
    expect(half).toMatchObject({ id: 'half', policy: null, text });
    expect(half?.problems[0]).toMatchObject({ line: 3, field: 'allow_click', severity: 'error' });
    await store.remove('half');
    expect((await own()).map(({ id }) => id)).toEqual(['folder']);
  });

  it('of one name, put there by hand, are not mistaken for each other', async () => {
    await writeFile(path.join(files, 'a.yaml'), named('Twin'));
    await writeFile(path.join(files, 'b.yaml'), named('twin'));
    await writeFile(path.join(files, 'c.yaml'), named('Supervised'));
    const usable = (await own()).filter(({ policy }) => policy !== null);
    expect(usable.map(({ id }) => id)).toEqual(['a']);
  });

  it('are at most 200', async () => {
    const text = (index: number) => named(`Policy ${index}`);
    const writing = Array.from({ length: 200 }, (_, index) =>
      writeFile(path.join(files, `${policyId(`Policy ${index}`)}.yaml`), text(index)),
    );
    await Promise.all(writing);
    await expect(store.save(named('One more'))).rejects.toMatchObject({ code: 'conflict' });
    await store.save(named('Instead'), policyId('Policy 7'));
  });

  it('are saved one at a time: of two with one name the second is refused', async () => {
    const both = await Promise.allSettled([store.save(named('Same')), store.save(named('same'))]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});
