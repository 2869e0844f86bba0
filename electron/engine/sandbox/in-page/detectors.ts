import { NATIONAL_IDS_SOURCE } from './national-ids';

/** ISO 13616: how long an IBAN of each country is. */
const IBAN_LENGTHS =
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SD18SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20';

/**
 * What is looked for in the text of a page: `detectors[name](text)` answers the stretches that are one, as [start, end]
 * in UTF-16 units. Runs in the page; sent as text, and must use nothing from outside.
 */
export const DETECTORS_SOURCE = `
  ${NATIONAL_IDS_SOURCE}
  const stretches = (text, pattern, isOne = () => true) => Array.from(text.matchAll(pattern))
    .filter((found) => isOne(found[0])).map(({ 0: found, index }) => [index, index + found.length]);
  /* Groups of digits as they stand beside each other, from which a number may begin and with which it may end. */
  const cardNumbers = (text) => Array.from(text.matchAll(/\\d(?:[ \\u00a0\\u2009\\u202f.-]{0,3}\\d){11,59}/g)).flatMap(({ 0: run, index }) => {
    const groups = Array.from(run.matchAll(/\\d+/g), ({ 0: digits, index: at }) => ({ digits, at }));
    return groups.flatMap((first, from) => {
      if (!/^[2-6]/.test(first.digits)) return [];
      let digits = '';
      for (const { digits: more, at } of groups.slice(from)) {
        digits += more;
        if (digits.length > 19) return [];
        if (isCard(digits)) return [[index + first.at, index + at + more.length]];
      }
      return [];
    });
  });
  const isCard = (text) => text.length >= 13 && luhn(text) && !/^(.)\\1*$/.test(text);
  const IBAN_LENGTHS = new Map(Array.from('${IBAN_LENGTHS}'.matchAll(/([A-Z]{2})(\\d{2})/g), ([, country, length]) => [country, Number(length)]));
  const isIban = (plain) => {
    const moved = plain.slice(4) + plain.slice(0, 4);
    const digits = moved.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
    let rest = '';
    for (let at = 0; at < digits.length; at += 9) rest = String(Number(rest + digits.slice(at, at + 9)) % 97);
    return rest === '1';
  };
  /* What follows an IBAN may look like its end: it is as long as its country says. */
  const ibans = (text) => Array.from(text.matchAll(/(?<![A-Za-z0-9])[A-Za-z]{2}\\d{2}(?:[ \\u00a0\\u2009\\u202f-]{0,3}[A-Za-z0-9]){11,30}/g)).flatMap(({ 0: found, index }) => {
    const length = IBAN_LENGTHS.get(found.slice(0, 2).toUpperCase());
    let end = 0;
    let plain = '';
    while (plain.length < length && end < found.length) {
      if (/[A-Za-z0-9]/.test(found[end])) plain += found[end];
      end += 1;
    }
    return length !== undefined && plain.length === length && isIban(plain.toUpperCase()) ? [[index, index + end]] : [];
  });
  const emails = (text) => stretches(text, /[\\p{L}\\p{N}._%+'-]{1,64}@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+\\p{L}{2,24}(?![\\p{L}\\p{N}])/gu);
  /* International, or in the forms in which countries write theirs; a plain number or an amount is none. */
  const phones = (text) => [
    ...stretches(text, /(?<![\\p{L}\\p{N}+]|\\d[ \\u00a0])(?:\\+|00)[1-9](?:[ \\u00a0\\u202f().\\/-]{0,3}\\d){6,14}(?!\\d)/gu),
    ...stretches(text, /(?<![\\d.,+-])(?:\\(\\d{3}\\) ?|\\d{3}[-. ])\\d{3}[-. ]\\d{4}(?![\\d-])/g),
    ...stretches(text, /(?<![\\d.,+-]|\\d[ \\u00a0])\\(?0[1-9]\\d{0,4}\\)?(?:[ \\u00a0\\/-]{1,3}\\d{2,8}){1,5}(?![\\d.,-]\\d|\\d)/g,
      (found) => { const { length } = found.replace(/\\D/g, ''); return length >= 8 && length <= 13; }),
  ];
  const isJwt = (text) => {
    try {
      const [head] = text.split('.');
      const { alg, typ } = JSON.parse(atob(head.replace(/-/g, '+').replace(/_/g, '/')));
      return typeof alg === 'string' || typ === 'JWT';
    } catch { return false; }
  };
  const KEYS = [
    /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
    /(?<![A-Za-z0-9])(?:gh[opsur]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{50,255}|glpat-[\\w-]{20,})/g,
    /(?<![A-Za-z0-9])(?:sk|pk|rk)[-_](?:live|test|ant|proj|svcacct|or)[-_][\\w-]{16,}/g,
    /(?<![A-Za-z0-9])sk-[A-Za-z0-9]{32,}/g,
    /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,}/g,
    /(?<![A-Za-z0-9])AIza[\\w-]{35}/g,
    /(?<![A-Za-z0-9])(?:npm_[A-Za-z0-9]{36}|pypi-[\\w-]{50,}|dop_v1_[a-f0-9]{64}|SG\\.[\\w-]{16,}\\.[\\w-]{16,}|hf_[A-Za-z0-9]{30,})/g,
    /-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY( BLOCK)?-----|$)/g,
  ];
  const secrets = (text) => [
    ...KEYS.flatMap((pattern) => stretches(text, pattern)),
    ...stretches(text, /(?<![\\w-])eyJ[\\w-]{8,}\\.[\\w-]{4,}\\.[\\w-]*/g, isJwt),
  ];
  const detectors = { card_number: cardNumbers, iban: ibans, email: emails, phone: phones, national_id: nationalIds, secret: secrets };`;
