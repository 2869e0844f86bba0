import { expect, it } from 'vitest';
import { parseAudit } from '../../../../electron/engine/record/audit-reader';
import { hashEntry } from '../../../../electron/engine/record/hash-entry';
import { GENESIS_HASH } from '../../../../shared/domain/audit-entry';
import { judgedDetail } from '../../../helpers/record-details';

const EARLIER = {
  version: 1,
  seq: 0,
  timestamp: '2026-11-01T08:00:00.000Z',
  monotonic_ms: 1,
  boot_id: 'boot',
  task_id: 'run',
  step: null,
  action: null,
  screenshot_saved: null,
  model_response_id: null,
  tokens_used: null,
  permitted: false,
  denial_reason: 'no',
  kind: 'egress',
  detail: { host: 'a.example.com', port: 443, verdict: 'denied', address: null, reason: 'no' },
  prev: GENESIS_HASH,
};

function read(line: object) {
  return parseAudit(Buffer.from(`${JSON.stringify(line)}\n`));
}

it('reads a line from before a field existed, by the hash of the line as it was written', () => {
  const { entries, damage } = read({ ...EARLIER, hash: hashEntry(EARLIER) });
  expect(damage).toBeNull();
  expect(entries[0]).toMatchObject({ kind: 'egress', detail: { connection: null, repeats: 0 } });
});

it('reads an approval from before its lines named the call', () => {
  const settled = {
    ...EARLIER,
    kind: 'approval-settled',
    detail: { approvalId: 'a1', outcome: 'approved', by: 'ada', reason: '', decidedAfterMs: 5 },
  };
  const { entries, damage } = read({ ...settled, hash: hashEntry(settled) });
  expect(damage).toBeNull();
  expect(entries[0]?.detail).toMatchObject({ about: 'action', toolUseId: null });
});

it('refuses a line with a field in its detail that nobody would be shown', () => {
  const more = { ...EARLIER, detail: { ...EARLIER.detail, note: 'x' } };
  expect(read({ ...more, hash: hashEntry(more) }).damage?.kind).toBe('bad-line');
});

it('reads a risk by the name that it had in the first records', () => {
  const judged = {
    ...EARLIER,
    kind: 'action-judged',
    detail: judgedDetail({
      findings: [{ category: 'form-submit' as never, level: 'medium', why: 'it sends a form' }],
    }),
  };
  const { entries, damage } = read({ ...judged, hash: hashEntry(judged) });
  expect(damage).toBeNull();
  expect(entries[0]?.detail).toMatchObject({ findings: [{ category: 'sending' }] });
});

it('refuses a line that says something else than what would be shown of it', () => {
  const padded = { ...EARLIER, detail: { ...EARLIER.detail, port: '443' } };
  expect(read({ ...padded, hash: hashEntry(padded) }).damage?.kind).toBe('bad-line');
});
