/** The states that a run can be in when its end comes. `asking`: for a decision. `asked`: the agent, for an answer. */
export const RUN_STATES = [
  'queued',
  'preparing',
  'thinking',
  'judging',
  'asking',
  'asked',
  'acting',
  'settling',
  'paused',
  'taken over',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/**
 * What becomes of the run. `goes on`: this is no end of a run in that state, and it can be stopped all the same. `ends
 * later`: as soon as the model has answered once more, and nothing of that answer is carried out.
 */
export type Outcome = 'stopped' | 'interrupted' | 'goes on' | 'ends later';

const all = (outcome: Outcome): Readonly<Record<RunState, Outcome>> => ({
  queued: outcome,
  preparing: outcome,
  thinking: outcome,
  judging: outcome,
  asking: outcome,
  asked: outcome,
  acting: outcome,
  settling: outcome,
  paused: outcome,
  'taken over': outcome,
});

/** State × way to end. Ways that end one run: `integration/endings.test.ts`. */
export const RUN_WAYS = {
  stop: all('stopped'),
  // Only the agent's own time counts.
  'time limit': {
    ...all('stopped'),
    queued: 'goes on',
    asking: 'goes on',
    asked: 'goes on',
    paused: 'goes on',
    'taken over': 'goes on',
  },
  // Only an answer of the model uses it up, and in none of the states has one just come.
  budget: all('ends later'),
} as const satisfies Record<string, Readonly<Record<RunState, Outcome>>>;

/** Ways that come to the whole console, with a run in each state: `e2e/endings.spec.ts`. */
export const CONSOLE_WAYS = {
  // What is at work stays at work; the console ends with its last run.
  'window closed': all('goes on'),
  quit: all('stopped'),
  SIGINT: all('stopped'),
  SIGTERM: all('stopped'),
  SIGHUP: all('stopped'),
  // From npm start, whose script gets it and passes it on.
  'SIGINT to its group': all('stopped'),
  'SIGTERM to its group': all('stopped'),
  'SIGHUP to its group': all('stopped'),
  SIGKILL: all('interrupted'),
} as const satisfies Record<string, Readonly<Record<RunState, Outcome>>>;
