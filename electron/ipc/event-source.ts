import type { EventPayload } from '../../shared/ipc/contract';
import type { EventName } from '../../shared/ipc/names';
import type { Engine } from '../engine/console/engine';

type Push = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** Passes on what the engine announces. Answers how to stop. */
export function forwardEvents(engine: Engine, push: Push): () => void {
  const { sessions, approvals, imageProgress, fleet } = engine;
  const stops = [
    sessions.changed.on((session) => push('sessions:changed', session)),
    sessions.recorded.on((recorded) => push('sessions:recorded', recorded)),
    sessions.words.on((words) => push('sessions:words', words)),
    approvals.changed.on((pending) => push('approvals:changed', pending)),
    sessions.grantsChanged.on((grants) => push('grants:changed', grants)),
    engine.preferencesChanged.on((preferences) => push('preferences:changed', preferences)),
    imageProgress.on((progress) => push('image:progress', progress)),
    fleet.changed.on((list) => push('hosts:changed', list)),
    engine.keys.changed.on((status) => push('key:changed', status)),
    engine.catalogue.changed.on((list) => push('models:changed', list)),
    engine.vault.statusChanged.on((status) => push('vault:changed', status)),
    engine.vault.changed.on((credentials) => push('credentials:changed', credentials)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
