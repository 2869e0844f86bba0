import { ARABIC } from './arabic';
import { CHINESE } from './chinese';
import { CONNECTIVES } from './connectives';
import { CZECH } from './czech';
import { DUTCH } from './dutch';
import { ENGLISH } from './english';
import { FINNISH } from './finnish';
import { FRENCH } from './french';
import { GERMAN } from './german';
import { GREEK } from './greek';
import { HINDI } from './hindi';
import { ITALIAN } from './italian';
import { JAPANESE } from './japanese';
import { KOREAN } from './korean';
import { NORDIC } from './nordic';
import { POLISH } from './polish';
import { PORTUGUESE } from './portuguese';
import { RUSSIAN } from './russian';
import type { Vocabulary } from './sense';
import { SPANISH } from './spanish';
import { SWEDISH } from './swedish';
import { TURKISH } from './turkish';
import { UKRAINIAN } from './ukrainian';

/** All of them at once: a page's language is not known for sure, and a hostile page would not tell it. */
export const LANGUAGES: readonly Vocabulary[] = [
  ...[ENGLISH, GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN, DUTCH, SWEDISH, NORDIC, FINNISH],
  ...[
    POLISH,
    CZECH,
    TURKISH,
    RUSSIAN,
    UKRAINIAN,
    GREEK,
    JAPANESE,
    CHINESE,
    KOREAN,
    ARABIC,
    HINDI,
    CONNECTIVES,
  ],
];
