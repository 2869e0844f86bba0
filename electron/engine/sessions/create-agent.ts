import { AgentLoop, type LoopDeps } from '../agent/agent-loop';
import { ComputerDriver } from '../agent/computer-driver';
import { Gate, type GateDeps } from '../gate/gate';

export type AgentDeps = GateDeps & Omit<LoopDeps, 'driver' | 'gate' | 'maxSteps' | 'random'>;

/** The agent of one session: its gate, the driver behind it, and the conversation that feeds both. */
export function createAgent(deps: AgentDeps): AgentLoop {
  const gate = new Gate(deps);
  const driver = new ComputerDriver({ ...deps, gate, batch: () => loop.batch });
  const maxSteps = deps.policy.max_steps;
  const loop: AgentLoop = new AgentLoop({ ...deps, gate, driver, maxSteps, random: Math.random });
  return loop;
}
