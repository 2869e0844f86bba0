import { type ApiSense, NOUNS } from './api-words';
import { type NameWord, nameSenses } from './name-senses';

/** Senses of what is done, and of what only asks. */
const VERBS: ReadonlySet<ApiSense> = new Set<ApiSense>([
  ...([
    'read',
    'traffic',
    'delete',
    'cancel',
    'clear',
    'pay',
    'transfer',
    'subscribe',
    'send',
    'invite',
  ] as const),
  ...(['grant', 'protect', 'run', 'agree', 'decide', 'sign', 'leave', 'login', 'logout', 'signUp'] as const),
  ...(['upload', 'download', 'create', 'update', 'undo', 'commit', 'slightly', 'shelve'] as const),
]);
const GRAVE: readonly ApiSense[] = ['money', 'rights', 'secret', 'grave', 'machine'];
const isNoun = (sense: ApiSense): boolean => NOUNS.has(sense);

/** What is called so is a part of what was named before. */
const PARTS =
  /^(?:items?|lines?|line_items?|entry|entries|elements?|products?|articles?|artikel|rows?|produit|producto|prodotto)$/;

/** How something is done, and not to what. */
const HOW = /^(?:bulk|batch|many|multiple|selected|mass|multi|now|by|ids?|with|from|to|the|in|of)$/;

export const namesThing = ({ senses }: NameWord): boolean => senses.some(isNoun);

/** The name of something to be called, as a question about its senses. */
export class Name {
  readonly words: readonly NameWord[];
  readonly #senses: ReadonlySet<ApiSense>;
  readonly #things: readonly NameWord[];

  /** `around` is what stands before it: what it is done to, where the name does not say so itself. */
  constructor(words: readonly string[], around: readonly string[] = []) {
    this.words = nameSenses(words);
    const own = this.words.filter(namesThing);
    const before = nameSenses(around).filter(namesThing);
    const isTold = own.length > 0 && (before.length === 0 || !own.every(({ word }) => PARTS.test(word)));
    this.#things = isTold ? own : before;
    const things = this.#things.flatMap(({ senses }) => senses.filter(isNoun));
    const others = this.words.flatMap(({ senses }) =>
      isTold ? senses : senses.filter((sense) => !isNoun(sense)),
    );
    this.#senses = new Set([...others, ...things]);
  }

  has(...senses: readonly ApiSense[]): boolean {
    return senses.some((sense) => this.#senses.has(sense));
  }

  /** The verbs of the name in their order. */
  verbs(): readonly ApiSense[] {
    return this.words.flatMap(({ senses }) => senses.filter((sense) => VERBS.has(sense)));
  }

  /** What it is done to is slight: the last thing that is named tells, as the theme of a user does. */
  get isSlight(): boolean {
    const last = this.#things.at(-1);
    return last?.senses.includes('slight') === true && !this.has(...GRAVE);
  }

  /** The page's words for what it is done to. */
  get object(): string {
    const isPlain = ({ word, senses }: NameWord) =>
      !senses.some((sense) => VERBS.has(sense)) && !HOW.test(word);
    const own = this.words.filter((word) => (word.senses.length === 0 || namesThing(word)) && isPlain(word));
    return (own.length > 0 ? own : this.#things.filter(isPlain)).map(({ word }) => word).join(' ');
  }
}
