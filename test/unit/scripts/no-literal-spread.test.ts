import { execFile } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../helpers/temp-folder';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const RULE = 'no-literal-spread.grit';

/** The lines that the rule complains of. */
async function complaints(lines: readonly string[]): Promise<number[]> {
  const folder = await tempFolder();
  await copyFile(path.join(ROOT, 'scripts/lint', RULE), path.join(folder, RULE));
  const config = { plugins: [`./${RULE}`], linter: { rules: { preset: 'none' } } };
  await writeFile(path.join(folder, 'biome.json'), JSON.stringify(config));
  await writeFile(path.join(folder, 'sample.tsx'), `${lines.join('\n')}\n`);
  const biome = path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const report = await new Promise<string>((resolve) => {
    execFile(process.execPath, [biome, 'lint', '--colors=off', '.'], { cwd: folder }, (_error, out, err) =>
      resolve(out + err),
    );
  });
  expect(report).toContain('Checked');
  return [...report.matchAll(/^sample\.tsx:(\d+):\d+ plugin/gm)].map(([, line]) => Number(line));
}

it('finds a literal that is spread: into an object, a list, arguments or attributes', async () => {
  expect(
    await complaints([
      'export const a = { ...{ b, c }, d };',
      'export const e = [...[1, 2], 3];',
      'export const f = Math.max(...[1, 2]);',
      'export const g = <Part {...{ b, c }} />;',
    ]),
  ).toEqual([1, 2, 3, 4]);
});

it('leaves alone what is spread by name, on a condition, or after it was worked on', async () => {
  expect(
    await complaints([
      'export const a = { ...rest, ...(isOn ? { b } : {}), ...(isOn && { b }) };',
      'export const e = [...list, ...[1, 2].map(String)];',
      'export const g = <Part {...props} />;',
    ]),
  ).toEqual([]);
});
