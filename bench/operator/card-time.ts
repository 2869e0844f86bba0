/// <reference path="../../renderer/globals.d.ts" />
import { DEFAULT_DRAFT, draftToSettings, scenarioDraft } from '../../renderer/forms/run-draft';
import type { Approval } from '../../shared/domain/approval';
import type { AuditEntry } from '../../shared/domain/audit-entry';
import type { PracticeScenario, Session, SessionSettings } from '../../shared/domain/session';
import type { ConsoleApp } from '../../test/e2e/console-app';
import { WindowRuns } from '../../test/e2e/window-runs';
import { type Figure, figure, percentile } from '../figure';

const SCENARIOS = ['download-all', 'supplier-payment'] as const;
const FEWEST_CARDS = 20;
const MOST_RUNS = 6;

/** From the line of the record that asks, to the frame in which its card is on the screen: over practice runs that ask about every action. */
export async function cardTime(
  console: ConsoleApp,
  report: (line: string) => void,
): Promise<readonly Figure[]> {
  const runs = new WindowRuns(console.window);
  const times: number[] = [];
  for (let run = 0; run < MOST_RUNS && times.length < FEWEST_CARDS; run += 1) {
    const id = await runs.start(settingsOf(SCENARIOS[run % SCENARIOS.length] ?? 'download-all'));
    times.push(...(await answerAll(console, id)));
    report(`${times.length} cards`);
  }
  if (times.length < FEWEST_CARDS) throw new Error(`Only ${times.length} cards came.`);
  return [
    figure('card: from its line in the record to the screen, p50', percentile(times, 0.5), 'ms'),
    figure('card: from its line in the record to the screen, p95', percentile(times, 0.95), 'ms'),
    figure('card: how many were timed', times.length, ''),
  ];
}

/** As the form would start it, with a card for every action. */
function settingsOf(scenario: PracticeScenario): SessionSettings {
  const result = draftToSettings({ ...DEFAULT_DRAFT, ...scenarioDraft(scenario) }, '');
  if (result.kind === 'invalid') throw new Error(`${scenario}: ${JSON.stringify(result.errors)}`);
  return { ...result.settings, policy: { ...result.settings.policy, confirm: 'every' } };
}

/** Approves each card as soon as it is drawn, until the run is over, and says how long each took. */
function answerAll({ window: page }: ConsoleApp, id: string): Promise<readonly number[]> {
  return page.evaluate(
    (sessionId) =>
      new Promise<readonly number[]>((resolve, reject) => {
        const times: number[] = [];
        // Methods, since the page has none of what names a function by its variable.
        const cards = {
          askedAt: new Map<string, number>(),
          seen: new Set<string>(),
          isDrawn({ step, sentence }: Approval): boolean {
            return (
              document.querySelector('.card-run-step')?.textContent === `step ${step}` &&
              document.querySelector('.approval-sentence')?.textContent === sentence
            );
          },
          async answer(approval: Approval): Promise<void> {
            while (!cards.isDrawn(approval)) await new Promise(requestAnimationFrame);
            // The frame after the one that it came with is on the screen.
            await new Promise(requestAnimationFrame);
            times.push(Date.now() - (cards.askedAt.get(approval.id) ?? Number.NaN));
            const { id: approvalId, digest } = approval;
            const decision = { approvalId, digest, verdict: 'approve', reason: '', wasHeld: true } as const;
            await window.airlock.call('approvals:decide', decision);
          },
        };
        window.airlock.on('sessions:recorded', (told) => {
          const { entry } = told as { entry: AuditEntry };
          if (entry.kind === 'approval-requested')
            cards.askedAt.set(entry.detail.approvalId, Date.parse(entry.timestamp));
        });
        window.airlock.on('approvals:changed', (pending) => {
          for (const approval of pending as Approval[]) {
            if (approval.sessionId !== sessionId || cards.seen.has(approval.id)) continue;
            cards.seen.add(approval.id);
            void cards.answer(approval).catch(reject);
          }
        });
        window.airlock.on('sessions:changed', (changed) => {
          const { id: of, endedAt } = changed as Session;
          if (of === sessionId && endedAt !== null) resolve(times);
        });
      }),
    id,
  );
}
