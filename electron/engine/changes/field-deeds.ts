import type { Facts, KnownField } from './facts';
import type { Deed } from './words/deed';
import { splitName } from './words/split-name';

/** What is done by what is sent, whatever the request is called: a password, a card, money and who gets it. */
export function secretDeeds({ fields, address }: Facts): readonly Deed[] {
  const has = (sense: KnownField['sense']) =>
    fields.some((field) => field.sense === sense && field.value !== '');
  const deeds: Deed[] = [];
  if (has('card')) {
    deeds.push({
      category: 'payment',
      level: 'critical',
      verb: 'pay by card',
      object: '',
      why: 'It sends the number or code of a card.',
    });
  }
  if (has('password')) deeds.push(passwordDeed(fields, address.parts.flat()));
  else if (has('one-time')) {
    deeds.push({
      category: 'credentials',
      level: 'medium',
      verb: 'send a one-time code',
      object: '',
      why: 'It sends a one-time code.',
    });
  }
  return deeds;
}

function passwordDeed(fields: readonly KnownField[], path: readonly string[]): Deed {
  const keys = fields.filter(({ sense }) => sense === 'password').map(({ key }) => key.toLowerCase());
  const isNew = keys.some((key) => /new|old|current|confirm|repeat|neu|alt|nuev|nouve/.test(key));
  const isForAccount = path.some((word) =>
    /^(?:register|registration|signup|password|passwort|reset|users?|members?|profile)$/.test(word),
  );
  const isSignIn = path.some((word) =>
    /^(?:login|signin|session|sessions|auth|authenticate|logon|anmelden|token)$/.test(word),
  );
  if (isNew || (isForAccount && !isSignIn)) {
    return {
      category: 'account',
      level: 'high',
      verb: 'set a password',
      object: '',
      why: 'It sends a new password.',
    };
  }
  return {
    category: 'credentials',
    level: 'medium',
    verb: 'sign in',
    object: '',
    why: 'It sends a password.',
  };
}

/** Money with who gets it. A telemetry event has the one without the other. */
export function moneyDeed({ fields }: Facts): Deed | null {
  const amount = fields.find(({ sense, value }) => sense === 'amount' && /\d/.test(value));
  const price = fields.find(({ sense, value }) => sense === 'price' && /\d/.test(value));
  const payee = fields.find(({ sense, value }) => sense === 'payee' && value !== '');
  const receiver = fields.find(({ sense, value }) => sense === 'receiver' && value !== '');
  const isPayment =
    (amount !== undefined && (payee ?? receiver) !== undefined) ||
    (price !== undefined && payee !== undefined);
  if (!isPayment) return null;
  return {
    category: 'payment',
    level: 'critical',
    verb: 'pay',
    object: '',
    why: 'It sends an amount and who gets it.',
  };
}

/** To report a user or a post is to tell on them; a report of figures has no reason. */
export function complaintDeed({ fields, address }: Facts): Deed | null {
  const isReport =
    /^(?:report|flag|complain)$/i.test(address.segments.at(-1) ?? '') && address.isId.at(-2) === true;
  if (!isReport) return null;
  const hasReason = fields.some(
    ({ key, isOfQuery }) => !isOfQuery && /^(?:reason|category|comment|abuse_?type)$/i.test(key),
  );
  if (!hasReason) return null;
  return {
    category: 'sending',
    level: 'high',
    verb: 'report',
    object: '',
    why: 'It reports something, with a reason.',
  };
}

/** Rights, and words to people: they say more than a path that names no more than a thing. */
export function plainFieldDeeds({ fields }: Facts): readonly Deed[] {
  const deeds: Deed[] = [];
  const own = fields.filter(
    ({ name, value }) => !/messages?\[|history\[/.test(name) && value !== '' && value !== 'null',
  );
  if (own.some(({ sense, isOfQuery }) => sense === 'right' && !isOfQuery)) {
    deeds.push({
      category: 'account',
      level: 'high',
      verb: 'change who may do what',
      object: '',
      why: 'It sends a role, a right or an owner.',
    });
  }
  const isLetter =
    own.some(({ sense }) => sense === 'receiver') &&
    own.some(({ key }) => /^(?:body|text|message|content|subject|html)$/i.test(key));
  if (isLetter) {
    deeds.push({
      category: 'sending',
      level: 'high',
      verb: 'send a message',
      object: '',
      why: 'It sends words and who gets them.',
    });
  }
  return deeds;
}

/** Rights given to somebody, in one entry: whatever it stands in, as the preferences of a view. */
export function grantDeed({ fields }: Facts): Deed | null {
  const given = fields.filter(({ isOfQuery, name }) => !isOfQuery && GIVEN.test(name));
  const isGiven =
    given.some(({ sense, value }) => sense === 'right' && value !== '') &&
    given.some(({ sense, value }) => (sense === 'person' || sense === 'receiver') && value !== '');
  if (!isGiven) return null;
  const why = 'It sends who gets which right.';
  return { category: 'account', level: 'high', verb: 'change who may do what', object: '', why };
}
const GIVEN =
  /(?:grant|permission|role|right|access|share|acl|collaborator|berechtigung|droit|permiso|uprawnien)\w*[[.]/i;

type State = Pick<Deed, 'category' | 'level' | 'verb'>;
const STATES: readonly (readonly [RegExp, State])[] = [
  [/^(?:deleted|trashed|removed|purged)$/, { category: 'deletion', level: 'high', verb: 'delete' }],
  [
    /^(?:cancell?ed|void|voided|terminated|annulled|withdrawn|storniert|gekuendigt)$/,
    { category: 'deletion', level: 'high', verb: 'cancel' },
  ],
  [
    /^(?:published|publish|sent|live|submitted|veroeffentlicht|publie)$/,
    { category: 'sending', level: 'high', verb: 'publish' },
  ],
  [
    /^(?:paid|refunded|charged|settled|captured|bezahlt|paye)$/,
    { category: 'payment', level: 'high', verb: 'settle' },
  ],
  [
    /^(?:approved|rejected|accepted|declined|denied|genehmigt|abgelehnt)$/,
    { category: 'consent', level: 'high', verb: 'decide on' },
  ],
  [
    /^(?:suspended|banned|blocked|locked|disabled|deactivated|frozen|inactive)$/,
    { category: 'account', level: 'high', verb: 'block' },
  ],
];

/** A state that is set by its name: `status: cancelled`, `published: true`. */
export function stateDeeds({ fields }: Facts): readonly Deed[] {
  return fields.flatMap((field): Deed[] => {
    if (field.sense !== 'state' || field.isOfQuery || /filter|where|query|criteria|params/i.test(field.name))
      return [];
    const isSet = /^(?:true|1|yes|on)$/i.test(field.value);
    const word = isSet ? (splitName(field.key).at(-1) ?? '') : field.value.toLowerCase();
    const found = STATES.find(([pattern]) => pattern.test(word));
    return found === undefined
      ? []
      : [{ ...found[1], object: '', why: 'It sends the state that something is to have.' }];
  });
}

const ALTERING =
  /(?:^|;)\s{0,20}(?:insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into|(?:drop|alter|create|truncate)\s+(?:table|database|schema|index|view|user|role|function|trigger)|truncate\s+\S+\s*(?:;|$)|grant\s+\S+\s+(?:on|to)|revoke\s+\S+\s+(?:on|from)|exec(?:ute)?\s+\w+|call\s+\w+\s*\()/i;

/** Statements of a database by their first word (ISO/IEC 9075). */
export function statementDeed({ fields }: Facts): Deed | 'reading' | null {
  const texts = fields
    .filter(({ sense, value }) => sense === 'statement' && value.length > 5)
    .map(({ value }) => value);
  if (texts.some((text) => ALTERING.test(text.slice(0, 20_000)))) {
    return {
      category: 'execution',
      level: 'high',
      verb: 'run a statement',
      object: '',
      why: 'It sends a statement that changes a database.',
    };
  }
  const isAsking = texts.some((text) => /^\s*(?:select|with|show|explain|describe)\s+\S/i.test(text));
  return isAsking ? 'reading' : null;
}
