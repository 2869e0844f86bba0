/**
 * Numbers by which states know people, told by their own check digits where they have some. Runs in the page; sent as text,
 * and must use nothing from outside. Each takes a text and answers the stretches that are one, as [start, end].
 */
export const NATIONAL_IDS_SOURCE = `
  const digitsOf = (text) => Array.from(text.replace(/\\D/g, ''), Number);
  const weigh = (digits, weights) => weights.reduce((sum, weight, at) => sum + weight * digits[at], 0);
  const luhn = (digits) => {
    let sum = 0;
    for (let at = digits.length - 1, twice = false; at >= 0; at -= 1, twice = !twice) {
      const value = Number(digits[at]) * (twice ? 2 : 1);
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 === 0;
  };
  const isOneDigit = (digits) => digits.every((digit) => digit === digits[0]);
  /* United States: social security number; three parts, of which some are never given out. */
  const isSsn = (text) => {
    const [area, group, serial] = text.split(/[- ]/);
    return area !== '000' && area !== '666' && area < '900' && group !== '00' && serial !== '0000';
  };
  /* Germany: tax number of a person, ISO 7064 mod 11,10. */
  const isSteuerId = (text) => {
    const digits = digitsOf(text);
    if (digits[0] === 0 || isOneDigit(digits)) return false;
    let product = 10;
    for (const digit of digits.slice(0, 10)) {
      const sum = (digit + product) % 10 || 10;
      product = (sum * 2) % 11;
    }
    return (11 - product) % 10 === digits[10];
  };
  /* Spain: DNI and NIE, a letter for the remainder by 23. */
  const isDni = (text) => {
    const plain = text.replace(/[- .]/g, '').toUpperCase();
    const number = Number(plain.slice(0, -1).replace(/^[XYZ]/, (letter) => 'XYZ'.indexOf(letter)));
    return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === plain.at(-1);
  };
  /* Italy: codice fiscale, values of its odd and even places. */
  const isCodiceFiscale = (text) => {
    const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    const valueOf = (char) => /\\d/.test(char) ? Number(char) : char.charCodeAt(0) - 65;
    const plain = text.toUpperCase();
    const sum = Array.from(plain.slice(0, 15)).reduce((all, char, at) => all + (at % 2 ? valueOf(char) : odd[valueOf(char)]), 0);
    return String.fromCharCode(65 + sum % 26) === plain[15];
  };
  /* France: number of the social insurance, two digits for the remainder by 97; Corsica has letters. */
  const isNir = (text) => {
    const plain = text.replace(/[ .]/g, '').toUpperCase().replace('2A', '19').replace('2B', '18');
    return 97n - BigInt(plain.slice(0, 13)) % 97n === BigInt(plain.slice(13));
  };
  /* Poland: PESEL. */
  const isPesel = (text) => {
    const digits = digitsOf(text);
    const month = (digits[2] * 10 + digits[3]) % 20;
    const day = digits[4] * 10 + digits[5];
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 && weigh(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
  };
  /* Brazil: CPF. */
  const isCpf = (text) => {
    const digits = digitsOf(text);
    const check = (most) => {
      const rest = digits.slice(0, most).reduce((sum, digit, at) => sum + digit * (most + 1 - at), 0) * 10 % 11;
      return rest % 10 === digits[most];
    };
    return !isOneDigit(digits) && check(9) && check(10);
  };
  /* Sweden: personnummer, a date and the Luhn digit over its last ten. */
  const isPersonnummer = (text) => {
    const digits = digitsOf(text).slice(-10);
    const [month, day] = [digits[2] * 10 + digits[3], digits[4] * 10 + digits[5]];
    return month >= 1 && month <= 12 && day >= 1 && day <= 91 && luhn(digits);
  };
  const NATIONAL_IDS = [
    [/(?<![\\d-])\\d{3}([- ])\\d{2}\\1\\d{4}(?![\\d-])/g, isSsn],
    /* United Kingdom: national insurance number; no check digit, but letters that are never used. */
    [/(?<![A-Za-z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D](?![A-Za-z0-9])/g, () => true],
    [/(?<![\\d.,])\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}(?![\\d.,]\\d|\\d)/g, isSteuerId],
    [/(?<![A-Za-z0-9])(?:\\d{8}|\\d{2}\\.\\d{3}\\.\\d{3}|[XYZxyz][- ]?\\d{7})[- ]?[A-Za-z](?![A-Za-z0-9])/g, isDni],
    [/(?<![A-Za-z0-9])[A-Za-z]{6}\\d{2}[A-EHLMPR-Ta-ehlmpr-t]\\d{2}[A-Za-z]\\d{3}[A-Za-z](?![A-Za-z0-9])/g, isCodiceFiscale],
    [/(?<!\\d)[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[ABab]) ?\\d{3} ?\\d{3} ?\\d{2}(?!\\d)/g, isNir],
    [/(?<![\\d.,])\\d{11}(?![\\d.,]\\d|\\d)/g, isPesel],
    [/(?<!\\d)\\d{3}\\.?\\d{3}\\.?\\d{3}-?\\d{2}(?!\\d)/g, isCpf],
    [/(?<!\\d)(?:\\d{2})?\\d{6}[-+]\\d{4}(?!\\d)/g, isPersonnummer],
  ];
  const nationalIds = (text) => NATIONAL_IDS.flatMap(([pattern, isOne]) =>
    Array.from(text.matchAll(pattern)).filter(([found]) => isOne(found)).map(({ 0: found, index }) => [index, index + found.length]));`;
