const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * From now on a signal that asks for the end no longer ends this script, but goes to whom `passTo` names; one that
 * comes before is kept for them.
 */
export function heedSignals() {
  let kept = null;
  let receiver = null;
  const hear = (signal) => {
    if (receiver) receiver(signal);
    else kept = signal;
  };
  for (const signal of ENDING) process.on(signal, hear);
  return {
    passTo(next) {
      receiver = next;
      if (receiver && kept) receiver(kept);
      kept = null;
    },
    leave() {
      for (const signal of ENDING) process.off(signal, hear);
    },
  };
}
