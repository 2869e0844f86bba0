import { beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../renderer/client/airlock-client';
import { FakeClient } from '../../../../renderer/preview/fake-client';
import { fakeFinishedRecord } from '../../../../renderer/preview/fake-record';
import {
  followRecord,
  KEPT_RECORDS,
  loadRecord,
  receiveEntry,
  useRecords,
} from '../../../../renderer/stores/records-store';

const record = fakeFinishedRecord();
const entry = (seq: number): (typeof record)[number] => record[seq] as (typeof record)[number];
const seqs = (): number[] => (useRecords.getState().records.run?.entries ?? []).map(({ seq }) => seq);

describe('records store', () => {
  let client: FakeClient;
  beforeEach(() => {
    useRecords.setState({ records: {} });
    client = new FakeClient({ records: { run: record.slice(0, 3) } });
    provideClient(client);
  });

  it('keeps nothing of records that no view has opened', () => {
    receiveEntry('run', entry(0));
    expect(useRecords.getState().records).toEqual({});
  });

  it('merges what was announced while it was read', async () => {
    const loading = loadRecord('run');
    receiveEntry('run', entry(3));
    await loading;
    expect(seqs()).toEqual([0, 1, 2, 3]);
  });

  it('ignores an entry that it has', async () => {
    await loadRecord('run');
    receiveEntry('run', entry(2));
    expect(seqs()).toEqual([0, 1, 2]);
  });

  it('reads the record again after a gap', async () => {
    await loadRecord('run');
    client.data = { ...client.data, records: { run: record.slice(0, 6) } };
    receiveEntry('run', entry(5));
    await new Promise((resolve) => setTimeout(resolve));
    expect(seqs()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('lets records go that nobody has looked at for longest, and keeps what is on the screen', async () => {
    const names = Array.from({ length: KEPT_RECORDS + 3 }, (_, index) => `past-${index}`);
    client = new FakeClient({
      records: Object.fromEntries(['run', ...names].map((name) => [name, record.slice(0, 3)])),
    });
    provideClient(client);
    const stop = followRecord('run');
    for (const name of names) {
      followRecord(name)();
      await loadRecord(name);
    }
    expect(Object.keys(useRecords.getState().records).sort()).toEqual([...names.slice(3), 'run'].sort());
    receiveEntry('run', entry(3));
    expect(seqs()).toEqual([0, 1, 2, 3]);
    stop();
  });

  it('keeps a record that two views show until both have left it', async () => {
    const stops = [followRecord('run'), followRecord('run')];
    stops[0]?.();
    stops[0]?.();
    for (let count = 0; count <= KEPT_RECORDS; count += 1) followRecord(`past-${count}`)();
    expect(useRecords.getState().records.run).toBeDefined();
    stops[1]?.();
    for (let count = 0; count <= KEPT_RECORDS; count += 1) followRecord(`past-${count}`)();
    expect(useRecords.getState().records.run).toBeUndefined();
  });

  it('does not take back a record that was let go while it was read', async () => {
    const loading = loadRecord('run');
    useRecords.setState({ records: {} });
    await loading;
    expect(useRecords.getState().records).toEqual({});
  });

  it('adds a line to a record without making its lists anew, so that it costs the same in a long run', async () => {
    client.data = { ...client.data, records: { run: record.slice(0, 12) } };
    await loadRecord('run');
    const before = useRecords.getState().records.run;
    receiveEntry('run', entry(12));
    const after = useRecords.getState().records.run;
    expect(after).not.toBe(before);
    expect(after?.reading).not.toBe(before?.reading);
    expect(after?.entries).toBe(before?.entries);
    expect(after?.reading.steps).toBe(before?.reading.steps);
    expect(seqs()).toHaveLength(13);
  });

  it('reads a line that was announced on, and leaves the steps that it says nothing of as they are', async () => {
    client.data = { ...client.data, records: { run: record.slice(0, 12) } };
    await loadRecord('run');
    const reading = () => useRecords.getState().records.run?.reading;
    const before = reading();
    receiveEntry('run', entry(12));
    expect(reading()?.steps).toHaveLength(2);
    expect(reading()?.steps[0]).toBe(before?.steps[0]);
  });
});
