import { ARABIC } from './arabic';
import { CHINESE } from './chinese';
import { CONNECTIVES } from './connectives';
import { CROWDS } from './crowds';
import { CZECH } from './czech';
import { DUTCH } from './dutch';
import { ENGLISH } from './english';
import { FINNISH } from './finnish';
import { FRENCH } from './french';
import { GERMAN } from './german';
import { GREEK } from './greek';
import { HEBREW } from './hebrew';
import { HINDI } from './hindi';
import { HUNGARIAN } from './hungarian';
import { INDONESIAN } from './indonesian';
import { ITALIAN } from './italian';
import { JAPANESE } from './japanese';
import { KOREAN } from './korean';
import { LAST_STEPS } from './last-steps';
import { NORDIC } from './nordic';
import { POLISH } from './polish';
import { PORTUGUESE } from './portuguese';
import { PROTECTIONS } from './protections';
import { ROMANIAN } from './romanian';
import { RUSSIAN } from './russian';
import type { Vocabulary } from './sense';
import { SHAPES } from './shapes';
import { SOOTHERS } from './soothers';
import { SPANISH } from './spanish';
import { SWEDISH } from './swedish';
import { THAI } from './thai';
import { TURKISH } from './turkish';
import { UKRAINIAN } from './ukrainian';
import { VIETNAMESE } from './vietnamese';

/** All of them at once: a page's language is not known for sure, and a hostile page would not tell it. */
export const LANGUAGES: readonly Vocabulary[] = [
  ENGLISH,
  GERMAN,
  FRENCH,
  SPANISH,
  PORTUGUESE,
  ITALIAN,
  DUTCH,
  ROMANIAN,
  SWEDISH,
  NORDIC,
  FINNISH,
  HUNGARIAN,
  POLISH,
  CZECH,
  TURKISH,
  RUSSIAN,
  UKRAINIAN,
  GREEK,
  HEBREW,
  ARABIC,
  HINDI,
  THAI,
  JAPANESE,
  CHINESE,
  KOREAN,
  VIETNAMESE,
  INDONESIAN,
  CONNECTIVES,
  PROTECTIONS,
  LAST_STEPS,
  SHAPES,
  CROWDS,
  SOOTHERS,
];
