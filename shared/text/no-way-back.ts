const CAN_NOT = `(?:can(?:['’]?t| ?not| never| no longer)|could not|won['’]?t|will not|may not|must not|never|not|no longer) be`;
const UNDONE = `(?:un|re)done|(?:called|taken|brought|paid|sent) back|revers|recall|recover|restor|cancell?ed|revok|refund|retriev|reverted|withdrawn|changed (?:later|after)`;

/** Words by which pages say that there is no way back, in the languages that forms are mostly in. */
const PATTERNS: readonly RegExp[] = [
  new RegExp(`${CAN_NOT} (?:\\S+ )?(?:${UNDONE})`, 'iu'),
  /irreversib|irrevoc|permanent|non-?refundable|no refunds?|no way back|\b(?:forever|for good|final(?:ly)?)\b|cannot undo|can['’]?t undo/iu,
  /nicht (?:mehr )?(?:rückgängig|widerruf|wiederherstell|zurück)|unwiderruflich|endgültig|dauerhaft|nicht mehr storn/iu,
  /irréversible|irrévocable|définitiv|ne (?:peut|pourra|peuvent) (?:pas|plus) être|sans retour/iu,
  /no se (?:puede|puedan|podrá) (?:deshacer|revertir|recuperar|anular)|irreversible|permanente|definitiv/iu,
  /não (?:pode|poderá) ser (?:desfeit|revertid|recuperad|anulad)|irreversível|permanente|definitiv/iu,
  /non (?:può|potrà|si può) (?:essere )?(?:annullat|revocat|ripristinat|recuperat|annullare)|irreversibil|definitiv/iu,
  /(?:kan|kunnen) niet (?:meer )?(?:ongedaan|worden (?:teruggedraaid|hersteld))|onomkeerbaar|definitief/iu,
  /nie (?:można|da się) (?:tego )?(?:cofnąć|odwołać|przywrócić)|nieodwracaln|trwale|na zawsze/iu,
  /k[aä]n (?:inte|ikke) (?:ångras|fortrydes|angres|återkallas|tilbagekaldes)|oåterkallelig|uigenkaldelig|permanent|endelig/iu,
  /ei voi (?:perua|palauttaa)|peruuttamat|pysyvästi/iu,
  /geri al[ıi]namaz|kalıcı olarak/iu,
  /нельзя (?:отменить|восстановить|вернуть)|невозможно отменить|необратим|безвозвратно|навсегда|назавжди/iu,
  /取り消せません|元に戻せません|完全に削除|无法撤[销回]|不可撤[销回]|無法復原|无法恢复|永久/u,
  /되돌릴 수 없|취소할 수 없|영구/u,
  /لا يمكن (?:التراجع|إلغاء|استرجاع)|نهائي/u,
];

/** At most so many sentences, of so many characters each. */
const MOST_SENTENCES = 2;
const MOST_LENGTH = 200;

/** The sentences of a text that say that what is done can't be undone; empty for none. For showing, never for deciding. */
export function sentencesOfNoWayBack(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?。！？])\s*|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => PATTERNS.some((pattern) => pattern.test(sentence)))
    .slice(0, MOST_SENTENCES)
    .map((sentence) => sentence.slice(0, MOST_LENGTH));
}
