import type { ComputerMember } from '../../../shared/domain/action';
import type { ApprovalKind } from '../../../shared/domain/approval';
import type { Policy } from '../../../shared/domain/policy';
import type { WayOn } from '../../../shared/domain/way-on';
import { ComputerDriver } from '../agent/computer-driver';
import { CredentialDriver } from '../agent/credential-driver';
import { DialogueDriver } from '../agent/dialogue-driver';
import { ChangeBarrier } from '../barrier/change-barrier';
import type { Clock } from '../base/clock';
import { ExposedSecrets } from '../control/exposed-secrets';
import { RunControl } from '../control/run-control';
import { RunningStep } from '../control/running-step';
import { TypedCodes } from '../control/typed-codes';
import type { ApprovalQueue } from '../desk/approval-queue';
import { Desk } from '../desk/desk';
import { GrantBook } from '../desk/grant-book';
import { SignIns } from '../desk/sign-ins';
import { GuidanceBook } from '../dialogue/guidance-book';
import { Impasse } from '../dialogue/impasse';
import { OperatorQuestions } from '../dialogue/operator-questions';
import { OperatorWords } from '../dialogue/operator-words';
import { PlanBook } from '../dialogue/plan-book';
import { PlanTalk } from '../dialogue/plan-talk';
import { reminderText } from '../dialogue/reminder';
import type { Desktop } from '../effects/desktop';
import { Effects } from '../effects/effects';
import { Gate } from '../gate/gate';
import type { Spent } from '../gate/gate-facts';
import { Permits } from '../gate/permits';
import type { Scene } from '../gate/scene';
import { neverAllowed } from '../policy/never-allowed';
import type { SessionRecord } from '../record/session-record';
import { LentHeaders } from '../session-use/lent-headers';
import { SessionUses } from '../session-use/session-uses';
import { SignInHealth } from '../session-use/sign-in-health';
import { SignInWatch } from '../session-use/sign-in-watch';
import type { Credentials } from '../vault/credentials';
import { HaltQuestions } from './halt-questions';

export type RunPartsDeps = {
  readonly sessionId: string;
  readonly task: string;
  readonly policy: Policy;
  /** How long the desktop is kept after the agent has finished; 0: not at all. */
  readonly keepMs: number;
  /** Whether the agent proposes its steps before it may do anything but look. */
  readonly planFirst: boolean;
  /** SHA-256 of the policy as the session's folder keeps it. */
  readonly policyHash: string;
  readonly record: SessionRecord;
  readonly clock: Clock;
  readonly queue: ApprovalQueue;
  readonly credentials: Credentials;
  /** The sandbox; asked for only when something looks or acts. */
  readonly sandbox: () => Desktop & Scene;
  /** Holds pages to these destinations; answers when they are held, with what lets go of them again. */
  readonly narrow: (destinations: readonly string[]) => Promise<() => void>;
  /** What the model has used up so far. */
  readonly spent: () => Spent;
  /** Told when the run begins and ends to wait for one more of the kind. */
  readonly onWaiting: (kind: ApprovalKind, isWaiting: boolean) => void;
  /** Pauses the run for the operator, with the reason; `control.ready()` then waits for the resume. */
  readonly pauseFor: (reason: string) => Promise<void>;
  /** Shows what can be done with a run whose conversation the model refuses; empty when there is nothing to choose. */
  readonly onImpasse: (ways: readonly WayOn[]) => void;
  /** Whether the operator has the mouse and the keyboard. */
  readonly isTakenOver: () => boolean;
  /** The same for a run that is halted, unless the operator has halted it by then. */
  readonly halt: (reason: string) => Promise<void>;
  /** A run goes on after a critical halt, and acts again only after the call. */
  readonly onGoOn: () => void;
};

/** The parts of one run that stand between the agent and its sandbox, joined. */
export type RunParts = {
  readonly control: RunControl;
  readonly running: RunningStep;
  readonly desk: Desk;
  readonly halts: HaltQuestions;
  readonly grants: GrantBook;
  readonly gate: Gate;
  /** Holds what pages send to change something. */
  readonly barrier: ChangeBarrier;
  readonly effects: Effects;
  readonly driver: ComputerDriver;
  /** Members of the computer that the run's policy never allows. */
  readonly off: readonly ComputerMember[];
  readonly credentialDriver: CredentialDriver;
  readonly questions: OperatorQuestions;
  readonly guidance: GuidanceBook;
  readonly words: OperatorWords;
  readonly plan: PlanBook;
  readonly dialogueDriver: DialogueDriver;
  readonly impasse: Impasse;
  /** What the agent has to be told again where a summary could have lost it. */
  readonly reminder: () => string;
  /** Keeps the screen of now; answers its name in the record. */
  readonly keepScreen: () => Promise<string>;
};

export function createRunParts(deps: RunPartsDeps): RunParts {
  const { sessionId, policy, record, clock, queue, sandbox, onWaiting, credentials } = deps;
  const control = new RunControl();
  const running = new RunningStep();
  const permits = new Permits();
  const exposed = new ExposedSecrets({
    hide: (texts) => sandbox().camera.hide(texts),
    narrow: async (destinations, document) =>
      deps.narrow([...destinations, ...(await sandbox().browser.filled.destinationsOf(document))]),
    isLeft: (texts, document) => sandbox().browser.filled.holdAny(texts, document),
  });
  const typedCodes = new TypedCodes();
  const desk = new Desk({ queue, record, control, typedCodes, onWaiting });
  const halts = new HaltQuestions({
    sessionId,
    task: deps.task,
    timeoutMs: policy.approval_timeout_seconds * 1000,
    desk,
    control,
    clock,
    step: () => running.number,
    halt: deps.halt,
    onGoOn: deps.onGoOn,
  });
  const words = new OperatorWords();
  const plan = new PlanBook({ planFirst: deps.planFirst, record });
  const grants = new GrantBook({ sessionId, clock, record });
  const browser = () => sandbox().browser;
  const health = new SignInHealth({
    credentials,
    browser,
    control,
    signedOut: ({ name, origins }) => halts.raise({ kind: 'signed-out', entry: name, origins }),
  });
  const signInWatch = new SignInWatch({ health, browser, clock, signal: control.signal });
  const gate = new Gate({
    sessionId,
    task: deps.task,
    policy,
    policyHash: deps.policyHash,
    scene: sandbox,
    record,
    clock,
    control,
    running,
    permits,
    desk,
    grants,
    signIns: new SignIns(),
    credentials,
    exposed,
    typedCodes,
    signInWatch,
    spent: deps.spent,
    isPlanAwaited: () => plan.isAwaited,
    pauseFor: deps.pauseFor,
    halt: (cause) => halts.raise(cause),
    onDenied: (denial) => words.deny(denial),
  });
  const headers = new LentHeaders({
    credentials,
    browser,
    hide: (texts) => sandbox().camera.hide(texts),
    signal: control.signal,
  });
  const sessionUses = new SessionUses({ headers, credentials, browser, watch: signInWatch });
  const keepScreen = async () => record.saveFrame((await sandbox().camera.take()).bytes);
  const barrier = new ChangeBarrier({
    sessionId,
    task: deps.task,
    policy,
    record,
    clock,
    desk,
    grants,
    control,
    credentials,
    isTakenOver: deps.isTakenOver,
    display: () => sandbox().display.size,
    keepScreen,
    pauseFor: deps.pauseFor,
  });
  const effects = new Effects({
    barrier,
    permits,
    desktop: sandbox,
    credentials,
    exposed,
    typedCodes,
    sessionUses,
    signInWatch,
    record,
    control,
    clock,
  });
  const off = neverAllowed(policy);
  const driver = new ComputerDriver({
    gate,
    effects,
    cursor: () => sandbox().display.cursor,
    off,
  });
  const usable = () => credentials.list().filter(({ policies }) => policies.includes(policy.name));
  const credentialDriver = new CredentialDriver({ gate, effects, usable });
  const guidance = new GuidanceBook({ clock, record, words });
  const impasse = new Impasse({
    control,
    putAside: (reason) =>
      deps.pauseFor(`Held up: ${reason}. Asked the same again, it would answer the same.`),
    show: deps.onImpasse,
  });
  const questions = new OperatorQuestions({
    words,
    sessionId,
    task: deps.task,
    timeoutMs: policy.question_timeout_seconds * 1000,
    keepMs: deps.keepMs,
    desk,
    control,
    clock,
    step: () => running.number,
    display: () => sandbox().display.size,
  });
  const plans = deps.planFirst ? new PlanTalk({ questions, book: plan }) : null;
  return {
    control,
    running,
    desk,
    halts,
    grants,
    gate,
    barrier,
    effects,
    driver,
    off,
    credentialDriver,
    questions,
    guidance,
    words,
    plan,
    dialogueDriver: new DialogueDriver({ gate, effects, questions, guidance, keepScreen, plans }),
    impasse,
    reminder: () => reminderText({ task: deps.task, policy, said: words.all, steps: gate.steps, plan }),
    keepScreen,
  };
}
