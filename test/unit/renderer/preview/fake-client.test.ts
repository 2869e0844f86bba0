import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fakeFinishedRecord, fakeWaitingRecord } from '../../../../renderer/preview/fake-record';
import { fakeApproval, fakeSessions, hostileApproval } from '../../../../renderer/preview/fake-sessions';
import { Approval } from '../../../../shared/domain/approval';
import { AuditEntry } from '../../../../shared/domain/audit-entry';
import { Session } from '../../../../shared/domain/session';

describe('the fake engine', () => {
  it('answers in the shapes of the contract', () => {
    const approvals = [fakeApproval(), hostileApproval()];
    const record = [...fakeFinishedRecord(), ...fakeWaitingRecord()];
    expect(z.array(Session).safeParse(fakeSessions()).error).toBeUndefined();
    expect(z.array(Approval).safeParse(approvals).error).toBeUndefined();
    expect(z.array(AuditEntry).safeParse(record).error).toBeUndefined();
  });
});
