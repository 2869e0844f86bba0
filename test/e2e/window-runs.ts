/// <reference path="../../renderer/globals.d.ts" />
import type { Page } from '@playwright/test';
import type { AuditEntry, AuditKind } from '../../shared/domain/audit-entry';
import type { Session, SessionSettings } from '../../shared/domain/session';
import type { CallInput, CallOutput } from '../../shared/ipc/contract';
import type { CallName } from '../../shared/ipc/names';

/** The runs of a console, by the calls that its window has. */
export class WindowRuns {
  constructor(private readonly window: Page) {}

  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const reply = await this.window.evaluate(([called, given]) => window.airlock.call(called, given), [
      name,
      input,
    ] as const);
    const { ok, value, error } = reply as { ok: boolean; value: CallOutput<N>; error?: { message: string } };
    if (!ok) throw new Error(`${name}: ${error?.message}`);
    return value;
  }

  async start(settings: SessionSettings): Promise<string> {
    return (await this.call('sessions:start', settings)).id;
  }

  /** Answers when a run's record has a line of a kind. */
  async untilEntry(sessionId: string, kind: AuditKind): Promise<void> {
    await this.window.evaluate(
      ([id, wanted]) =>
        new Promise<void>((resolve) => {
          const look = (entry: AuditEntry) => entry.kind === wanted && resolve();
          window.airlock.on('sessions:recorded', (told) => {
            const { sessionId: of, entry } = told as { sessionId: string; entry: AuditEntry };
            if (of === id) look(entry);
          });
          void window.airlock.call('sessions:record', { sessionId: id }).then((reply) => {
            for (const entry of (reply as { value: AuditEntry[] }).value) look(entry);
          });
        }),
      [sessionId, kind] as const,
    );
  }

  /** Answers when a run is in a state. */
  async untilState(sessionId: string, state: Session['state']): Promise<void> {
    await this.window.evaluate(
      ([id, wanted]) =>
        new Promise<void>((resolve) => {
          const look = (one: Session) => one.id === id && one.state === wanted && resolve();
          window.airlock.on('sessions:changed', (changed) => look(changed as Session));
          void window.airlock.call('sessions:list', undefined).then((reply) => {
            for (const one of (reply as { value: Session[] }).value) look(one);
          });
        }),
      [sessionId, state] as const,
    );
  }
}
