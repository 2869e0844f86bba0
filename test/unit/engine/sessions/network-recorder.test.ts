import { beforeEach, describe, expect, it } from 'vitest';
import { NetworkRecorder } from '../../../../electron/engine/sessions/network-recorder';
import { ManualClock } from '../../../helpers/manual-clock';
import { MemoryRecord } from '../../../helpers/memory-record';

const refusal = {
  connection: null,
  host: 'evil.test',
  port: 443,
  verdict: 'denied',
  address: null,
  reason: 'the host is not in allowed_hosts',
  rule: '',
  step: 3,
  page: 'https://app.example.com/',
} as const;

let clock: ManualClock;
let record: MemoryRecord;
let recorder: NetworkRecorder;
beforeEach(() => {
  clock = new ManualClock();
  record = new MemoryRecord();
  recorder = new NetworkRecorder(record, clock);
});

describe('the network recorder', () => {
  it('writes the same refusal once a minute, with how often it came meanwhile', () => {
    for (let i = 0; i < 500; i += 1) recorder.decided(refusal);
    clock.advance(60_000);
    recorder.decided({ ...refusal, step: 9 });
    expect(record.find('egress').map(({ step, detail }) => [step, detail.repeats])).toEqual([
      [3, 0],
      [9, 499],
    ]);
  });

  it('counts refused documents that were left out, as it counts connections', () => {
    const refused = { url: 'https://evil.test/', host: 'evil.test', reason: refusal.reason };
    for (let i = 0; i < 500; i += 1) recorder.refusedNavigation(refused, 2, null);
    clock.advance(60_000);
    recorder.refusedNavigation(refused, 9, null);
    expect(record.find('navigation-refused').map(({ step, detail }) => [step, detail.repeats])).toEqual([
      [2, 0],
      [9, 499],
    ]);
  });

  it('writes the same wrong certificate once a minute, and cuts what the site chose', () => {
    const wrong = { host: 'x'.repeat(10_000), port: 443, error: 'ERR_CERT_DATE_INVALID', reason: 'expired' };
    for (let i = 0; i < 500; i += 1) recorder.refusedCertificate(wrong, 2, 'p'.repeat(10_000));
    recorder.writeLeftOut();
    const lines = record.find('certificate-refused');
    expect(lines.map(({ step, detail }) => [step, detail.repeats])).toEqual([
      [2, 0],
      [2, 498],
    ]);
    expect(lines[0]).toMatchObject({ permitted: false, denial_reason: 'expired' });
    expect(JSON.stringify(lines).length).toBeLessThan(3000);
  });

  it('tells of a burst that nothing follows when the record ends, each refusal once', () => {
    for (let i = 0; i < 500; i += 1) recorder.decided({ ...refusal, step: i });
    recorder.decided({ ...refusal, host: 'once.test' });
    recorder.writeLeftOut();
    recorder.writeLeftOut();
    const lines = record.find('egress').map(({ step, detail }) => [detail.host, step, detail.repeats]);
    expect(lines).toEqual([
      ['evil.test', 0, 0],
      ['once.test', 3, 0],
      ['evil.test', 499, 498],
    ]);
  });

  it('loses no count to a page that is refused under ever new names', () => {
    const tried = 5000;
    for (let i = 0; i < tried; i += 1) {
      for (const host of [`${i}.test`, `${i}.test`, 'evil.test']) recorder.decided({ ...refusal, host });
    }
    recorder.writeLeftOut();
    const counts = record.find('egress').map(({ detail }) => 1 + detail.repeats);
    expect(counts.reduce((sum, count) => sum + count)).toBe(3 * tried);
  });

  it('keeps refusals of other hosts, ports and reasons apart', () => {
    for (const other of [{}, { host: 'b.test' }, { port: 80 }, { reason: 'the name does not resolve' }]) {
      recorder.decided({ ...refusal, ...other });
    }
    expect(record.find('egress')).toHaveLength(4);
  });

  it('writes every connection that was let through, and its end', () => {
    for (const connection of [1, 2]) {
      recorder.decided({ ...refusal, connection, verdict: 'allowed', address: '93.184.216.34' });
    }
    const traffic = { bytesUp: 10, bytesDown: 2000, durationMs: 40, why: 'both sides were done' };
    recorder.closed({ connection: 2, host: 'evil.test', port: 443, ...traffic });
    expect(record.kinds).toEqual(['egress', 'egress', 'egress-closed']);
    expect(record.find('egress')[0]).toMatchObject({ permitted: true, denial_reason: null, step: 3 });
  });

  it('answers for an allowed connection when its line is written, and rejects when it can not be', async () => {
    const allowed = { ...refusal, connection: 1, verdict: 'allowed' } as const;
    await recorder.decided(allowed);
    expect(record.kinds).toEqual(['egress']);
    record.failFrom = 1;
    await expect(recorder.decided({ ...allowed, connection: 2 })).rejects.toThrow('could not be written');
  });

  it('lets no refusal wait for the record, or fail with it', async () => {
    record.failFrom = 0;
    await expect(recorder.decided(refusal)).resolves.toBe(undefined);
  });

  it('cuts what the sandbox chose, however long it is', () => {
    recorder.decided({ ...refusal, host: 'x'.repeat(10_000), page: 'y'.repeat(10_000) });
    const url = `http://${'z'.repeat(10_000)}`;
    recorder.refusedNavigation({ url, host: null, reason: 'no' }, 1, 'p'.repeat(10_000));
    expect(JSON.stringify(record.drafts).length).toBeLessThan(3000);
  });

  it('writes a refused document once a minute for each host', () => {
    for (const path of ['a', 'b', 'c']) {
      const url = `https://evil.test/${path}`;
      recorder.refusedNavigation({ url, host: 'evil.test', reason: refusal.reason }, 2, null);
    }
    expect(record.find('navigation-refused')).toHaveLength(1);
    expect(record.find('navigation-refused')[0]).toMatchObject({ step: 2, permitted: false });
  });
});
