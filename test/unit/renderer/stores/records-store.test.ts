import { beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../renderer/client/airlock-client';
import { FakeClient } from '../../../../renderer/client/fake-client';
import { fakeFinishedRecord } from '../../../../renderer/client/fake-record';
import { loadRecord, receiveEntry, useRecords } from '../../../../renderer/stores/records-store';

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
});
