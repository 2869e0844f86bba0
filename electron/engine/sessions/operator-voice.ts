import type { Approval } from '../../../shared/domain/approval';
import { isEnded } from '../../../shared/domain/session';
import type { WayOn } from '../../../shared/domain/way-on';
import type { ApprovalQueue } from '../desk/approval-queue';
import type { GuidanceBook } from '../dialogue/guidance-book';
import type { Impasse } from '../dialogue/impasse';
import { refuseSecret } from '../dialogue/refuse-secret';
import type { Credentials } from '../vault/credentials';
import { conflict, heldUp } from './session-ending';
import type { SessionProgress } from './session-progress';

export type OperatorVoiceDeps = {
  readonly operator: string;
  readonly credentials: Pick<Credentials, 'foundIn'>;
  readonly approvals: Pick<ApprovalQueue, 'list' | 'decide'>;
  readonly guidance: GuidanceBook;
  readonly impasse: Impasse;
  readonly progress: SessionProgress;
  /** Lets the agent work again. */
  readonly goOn: (reason: string) => Promise<void>;
};

const GOT_ON: Readonly<Record<WayOn, string>> = {
  word: 'The operator has said something to the agent.',
  'drop-turn': "The agent's last turn was left out by the operator.",
  compact: 'The operator had the conversation summed up.',
};

/** What the operator says to the agent of a session without being asked, and how a run gets going that stands still. */
export class OperatorVoice {
  constructor(private readonly deps: OperatorVoiceDeps) {}

  /** Rejects with `conflict` where the run is not paused, or the model would refuse the same again. */
  async resume(): Promise<void> {
    const { progress, impasse, goOn } = this.deps;
    if (progress.state !== 'paused') throw conflict('resume', progress.state);
    if (impasse.isOpen) throw heldUp();
    await goOn('Resumed by the operator.');
  }

  /** Says something to the agent, which reads it with its next turn. Rejects as `SessionManager.guide` does. */
  async guide(text: string): Promise<void> {
    const { progress, credentials, approvals, guidance, operator, impasse } = this.deps;
    const { id, state } = progress.view;
    if (isEnded(state)) throw conflict('speak to the agent', state);
    refuseSecret(text, credentials);
    // An agent that has finished waits for just this.
    const kept = approvals.list().find((one) => isKept(one, id));
    if (kept !== undefined) {
      const { id: approvalId, digest } = kept;
      approvals.decide({ approvalId, digest, verdict: 'approve', reason: '', answer: text });
      return;
    }
    await guidance.write(text, operator);
    // Where a word alone is no way on it waits for the one that is chosen.
    if (impasse.offers('word') && progress.state === 'paused') await this.getOn('word');
  }

  takeBack(id: string): Promise<void> {
    return this.deps.guidance.takeBack(id, this.deps.operator);
  }

  /** Gets a run going whose conversation the model refuses as it is. Rejects as `SessionManager.getOn` does. */
  async getOn(way: WayOn): Promise<void> {
    const { progress, impasse, goOn } = this.deps;
    if (progress.state !== 'paused') throw conflict('get on', progress.state);
    impasse.choose(way);
    await goOn(GOT_ON[way]);
  }
}

/** Whether this is an agent of the run that has finished, and whose desktop is kept. */
function isKept(approval: Approval, sessionId: string): boolean {
  return approval.sessionId === sessionId && approval.kind === 'question' && approval.asked === 'finish';
}
