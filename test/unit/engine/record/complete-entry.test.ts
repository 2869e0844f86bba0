import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { completeEntry } from '../../../../electron/engine/record/complete-entry';
import { hashEntry } from '../../../../electron/engine/record/hash-entry';
import type { AuditDraft } from '../../../../shared/domain/audit-entry';

const PLACE = {
  taskId: 's1',
  bootId: 'boot',
  seq: 7,
  prev: 'a'.repeat(64),
  wallMs: Date.UTC(2026, 10, 29, 8, 30),
  monotonicMs: 1234.6,
};
const FAULT: AuditDraft = { kind: 'fault', detail: { where: 'test', what: 'x' } };

it('a line has every field, and says nothing where nothing was said', () => {
  const entry = completeEntry(FAULT, PLACE);
  expect(entry).toEqual({
    version: 1,
    seq: 7,
    timestamp: '2026-11-29T08:30:00.000Z',
    monotonic_ms: 1235,
    boot_id: 'boot',
    task_id: 's1',
    step: null,
    action: null,
    screenshot_saved: null,
    redaction: null,
    model_response_id: null,
    tokens_used: null,
    permitted: null,
    denial_reason: null,
    kind: 'fault',
    detail: { where: 'test', what: 'x' },
    prev: PLACE.prev,
    hash: hashEntry(entry),
  });
});

it('whoever writes a line decides neither its place in the chain nor its hash', () => {
  const forged = { ...FAULT, prev: 'b'.repeat(64), hash: 'c'.repeat(64) } as AuditDraft;
  expect(completeEntry(forged, PLACE)).toEqual(completeEntry(FAULT, PLACE));
});

it('what a line says is kept', () => {
  const said = { step: 3, permitted: false, denial_reason: 'no', screenshot_saved: 'd'.repeat(64) };
  expect(completeEntry({ ...FAULT, ...said }, PLACE)).toMatchObject(said);
});

it('what is no entry is refused', () => {
  expect(() => completeEntry({ kind: 'fault', detail: {} } as unknown as AuditDraft, PLACE)).toThrow();
});

it('a hash is SHA-256 over a zero byte and the canonical line without its hash', () => {
  const expected = createHash('sha256').update('\0{"a":1,"b":"x"}').digest('hex');
  expect(hashEntry({ b: 'x', hash: 'whatever', a: 1 })).toBe(expected);
});
