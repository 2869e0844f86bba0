import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FindingReader } from '../../../../../electron/engine/sandbox/probe/finding-reader';

const finding = (id: string, changes = {}) => ({
  id,
  tried: 'leave',
  outcome: 'held',
  got: 'EPERM',
  ...changes,
});
const lines = (...values: readonly unknown[]) =>
  Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));

function read(...chunks: readonly Buffer[]) {
  const reader = new FindingReader(undefined);
  for (const chunk of chunks) reader.push(chunk);
  return reader.output;
}

describe('a report from inside a sandbox', () => {
  it('is complete only when it ends with the number of its findings', () => {
    expect(read(lines(finding('a'), finding('b')))).toMatchObject({ isComplete: false });
    expect(read(lines(finding('a'), { done: 2 }))).toMatchObject({ isComplete: false });
    expect(read(lines(finding('a'), finding('b'), { done: 2 }))).toMatchObject({ isComplete: true });
    expect(read()).toEqual({ findings: [], isComplete: false });
  });

  it('is the same however its bytes are cut', () => {
    const report = lines(finding('a', { got: 'Größe 文' }), finding('b'), { done: 2 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: report.length }), (size) => {
        const chunks = Array.from({ length: Math.ceil(report.length / size) }, (_, at) =>
          report.subarray(at * size, (at + 1) * size),
        );
        expect(read(...chunks)).toEqual(read(report));
      }),
    );
  });

  it.each([
    ['no JSON', Buffer.from('passed\n')],
    ['an outcome of its own', lines(finding('a', { outcome: 'fine' }))],
    ['too long a text', lines(finding('a', { got: 'x'.repeat(201) }))],
    ['one finding twice', lines(finding('a'), finding('a', { outcome: 'held' }))],
    ['more after its end', lines(finding('a'), { done: 1 }, finding('b'))],
    ['too many findings', lines(...Array.from({ length: 501 }, (_, at) => finding(`f${at}`)))],
  ])('is refused for %s', (_what, bytes) => {
    expect(() => read(bytes)).toThrow(/could not be run/);
  });

  it('is refused when it is too long, also without a line break', () => {
    const reader = new FindingReader(undefined);
    const flood = () => {
      for (let sent = 0; sent < 600; sent += 1) reader.push(Buffer.alloc(1024, 'x'));
    };
    expect(flood).toThrow(/said too much/);
  });
});
