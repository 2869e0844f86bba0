/**
 * What a word on a control means, as far as a consequence depends on it. Verbs say what is done, objects what it is done
 * to, and the rest what becomes of it: `place` makes a name out of a verb (*payment history*), `callOff` and `undo` turn
 * it round.
 */
export const SENSES = [
  // What is done.
  'delete',
  'remove',
  'clear',
  'discard',
  'terminate',
  'pay',
  'checkout',
  'subscribe',
  'transfer',
  'handle',
  'reload',
  'send',
  'reply',
  'invite',
  'grant',
  'change',
  'login',
  'signUp',
  'logout',
  'reveal',
  'add',
  'run',
  'operate',
  'agree',
  'allow',
  'sign',
  'refuse',
  'disable',
  'download',
  'upload',
  'attach',
  // Opens the choice of a file, or of goods.
  'browse',
  // Commits to whatever the page asks.
  'confirm',
  'next',
  // Says that the next press does it.
  'about',
  // Pushed along to do what it says.
  'slide',
  // Harmless, or turns another word round.
  'look',
  'callOff',
  'undo',
  'not',
  'later',
  // Says that something has been done.
  'told',
  // What it is done to.
  'money',
  'contract',
  'proposal',
  'view',
  'row',
  'document',
  'cart',
  'trash',
  'forever',
  'grave',
  'people',
  'secret',
  'access',
  'owner',
  'terms',
  'cookie',
  'public',
  'message',
  'machine',
  // What keeps something from happening, by the name under which it is switched on and off.
  'guard',
  // Many people, and people whom something is handed to.
  'crowd',
  'others',
  // A name of somewhere to go, not of something to do.
  'place',
  'section',
  'record',
  'and',
] as const;
export type Sense = (typeof SENSES)[number];

/**
 * One language: words by sense, apart by blanks. `abc*` is every word beginning so, `*abc` every word ending so, `a_b` the
 * words one after the other. Case and accents do not matter. In scripts without blanks a word counts wherever it stands.
 */
export type Vocabulary = Partial<Readonly<Record<Sense, string>>>;
