/** Keys, and what they do: each group in the words of the place where they act. */
export type Shortcuts = readonly (readonly [keys: string, what: string])[];

export const CARD_SHORTCUTS: Shortcuts = [
  ['Ctrl+Shift+A', 'Go to the card'],
  ['Ctrl+Enter', 'Approve, held for a second where it says so'],
  ['D', 'Deny, with a reason (1 to 4: a usual one); Alt+D from anywhere'],
  ['A', 'Answer what the agent asks'],
  ['E', 'Change it, then approve'],
  ['G', 'Approve the same for this run'],
  ['S', 'Put it aside'],
  ['N', 'Next card'],
  ['P', 'Previous card'],
  ['1', 'The first of the list; up to 9, the ninth'],
  ['J', 'Show the run'],
  ['Z', 'Large or small'],
];

export const RUN_SHORTCUTS: Shortcuts = [
  ['Ctrl+.', 'Pause or resume'],
  ['Ctrl+Shift+.', 'Stop'],
  ['Ctrl+Shift+H', 'Hand back, while you have control'],
  ['Ctrl+Shift+U', 'Leave the sandbox’s screen'],
];

export const REPLAY_SHORTCUTS: Shortcuts = [
  ['D', 'Next denial'],
  ['A', 'Next approval'],
  ['Space', 'Play or pause'],
  ['←', 'Step back; → forward, Home and End'],
];

export const WINDOW_SHORTCUTS: Shortcuts = [
  ['Ctrl+1', 'Live; up to Ctrl+6, Settings'],
  ['Ctrl+Shift+Enter', 'Start the run of the form'],
  ['Ctrl+=', 'Larger; Ctrl+- smaller, Ctrl+0 as usual'],
  ['?', 'These keys'],
];
