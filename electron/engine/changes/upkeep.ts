import type { Facts } from './facts';
import { moneyDeed } from './field-deeds';
import type { PathMeaning } from './path-meaning';
import { isCollector, isTelemetry, isUpkeepPath, isWeakPath, tellsMoments } from './traffic-shapes';
import type { Deed } from './words/deed';

/**
 * Why a request is the page's own upkeep, or null. What it says of a change goes before how it is called: `certain` are the
 * deeds that its words tell.
 */
export function upkeepOf(facts: Facts, path: PathMeaning | null, certain: readonly Deed[]): string | null {
  const { address, body, method } = facts;
  if (method !== 'POST' && method !== 'PUT' && method !== 'PATCH') return null;
  if (REPORTS.test(facts.headers.get('content-type') ?? ''))
    return 'The browser reports what a policy of the page has kept from happening.';
  const isNamedByPath = path !== null && !path.isByMethod && path.meaning.kind === 'change';
  if (isCollector(address.hostname) && !isNamedByPath) return 'Its host only takes in telemetry.';
  const deedOfPath = path?.meaning.kind === 'change' ? path.meaning.deed : null;
  if (certain.every((deed) => deed === deedOfPath) && isRenewal(facts))
    return 'It renews or fetches the token of a session.';
  const ofPath = path !== null && isSoft(path) ? deedOfPath : null;
  if (certain.some((deed) => deed !== ofPath)) return null;
  const hasAmount = facts.fields.some(({ sense, value }) => sense === 'amount' && /\d/.test(value));
  if (moneyDeed(facts) !== null || hasAmount || body.files.length > 0) return null;
  if (body.calls.some(({ kind }) => kind === 'mutation' || kind === 'opaque')) return null;
  if (isListening(facts)) return 'It asks to be told of changes.';
  if (isUpkeepPath(address.rawPath) && !isNamedByPath) return 'Its path is one of telemetry or upkeep.';
  return body.isCut ? null : byShape(facts);
}

/** The channel of Firestore by which one listens, with what is listened to. */
const isListening = ({ address, fields }: Facts): boolean =>
  /\/google\.firestore\.v\d\w*\.Firestore\/Listen\//.test(address.rawPath) &&
  fields.some(({ name }) => /(?:addTarget|removeTarget)\b/.test(name));

const REPORTS = /^application\/(?:csp-report|reports\+json|expect-ct-report\+json)/i;

/** A path that only names a thing, or sends it: `/events`, `/analytics/publish`. */
function isSoft({ isByMethod, meaning }: PathMeaning): boolean {
  if (meaning.kind !== 'change') return true;
  const isSending = ['send', 'create', 'upload', 'change'].includes(meaning.deed.verb);
  return isByMethod || (isSending && meaning.deed.level !== 'critical');
}

const ANALYTICS =
  /^(?:telemetry|analytics|beacon|beacons|rum|metrics|telemetrie|monitoring|tracking|clog|jot)$/;

function byShape(facts: Facts): string | null {
  const parts = facts.address.parts;
  // `/logs/client` is as much of the log as `/client/logs`.
  const isWeak = parts.slice(-2).some((part) => isWeakPath(part.join(' ')));
  const last = (parts.at(-1) ?? []).join(' ');
  const ofBody = facts.fields.filter(({ isOfQuery }) => !isOfQuery);
  const isEmpty = facts.body.format === 'none' || ofBody.length === 0;
  if (isEmpty ? isWeakPath(last) && facts.type === 'Ping' : isWeak && isTelemetry(ofBody)) {
    return 'It is called like telemetry and looks like it.';
  }
  if (
    /^(?:location|position|gps|coordinates|geo|where)$/.test(last) &&
    ofBody.length > 1 &&
    ofBody.every(({ key }) => OF_PLACE.test(key))
  ) {
    return 'It tells where the device is.';
  }
  const isError =
    /^(?:errors?|exceptions?|crash(?:es)?)$/.test(last) &&
    ofBody.some(({ key }) => key === 'stack' || key === 'message');
  if ((isError || isLogOfPage(parts, ofBody)) && ofBody.length < 40)
    return 'It reports an error of the page.';
  if (parts.flat().some((word) => ANALYTICS.test(word)) && tellsMoments(ofBody)) {
    return 'It is part of what is called telemetry and looks like it.';
  }
  const isBeacon = facts.type === 'Ping' && !isEmpty && isTelemetry(ofBody);
  return isBeacon ? 'It is a beacon and looks like telemetry.' : null;
}

/** A message with where in the page's programs it comes from. */
function isLogOfPage(parts: Facts['address']['parts'], fields: Facts['fields']): boolean {
  const isLog = parts.slice(-2).some((part) => /^(?:log|logs|logger|errors?)$/.test(part.join(' ')));
  const has = (pattern: RegExp) => fields.some(({ key }) => pattern.test(key));
  return isLog && has(/^(?:msg|message)$/i) && has(/^(?:url|line|stack|level|file|severity)$/i);
}

const OF_PLACE =
  /^(?:lat|lng|lon|long|latitude|longitude|accuracy|altitude|speed|heading|ts|time|timestamp|battery)$/i;

const GRANTS =
  /^(?:refresh_token|authorization_code|client_credentials|urn:ietf:params:oauth:grant-type:device_code)$/;
const OF_SESSION =
  /^(?:tokens?|auth|sessions?|oauth2?|jwt|login|identity|account|user|sso|sitzung|sesion|sessione|sessie|sesja|access|connect|openid)$/;
const RENEWING =
  /^(?:refresh|renew|renewal|keepalive|extend|extension|touch|introspect|verlaengern|verlängern|prolonger|extender|renovar|verlengen|rinnova|przedluz|erneuern|rafraichir|silent)$/;

/** Tokens that are renewed or fetched (RFC 6749, 4.1.3 and 6), without a password. */
function isRenewal({ fields, address }: Facts): boolean {
  if (fields.some(({ sense, value }) => (sense === 'password' || sense === 'card') && value !== ''))
    return false;
  const grant = fields.find(({ key }) => /^grant_?type$/i.test(key))?.value ?? '';
  if (fields.some(({ key }) => key === 'socket_id') && fields.some(({ key }) => key === 'channel_name'))
    return true;
  const words = address.parts.flat();
  if (!words.some((word) => OF_SESSION.test(word))) return false;
  if (GRANTS.test(grant)) return true;
  const ofBody = fields.filter(({ isOfQuery }) => !isOfQuery);
  const isOnlyToken =
    ofBody.length > 0 && ofBody.length < 4 && ofBody.some(({ key }) => /^refresh_?token$/i.test(key));
  return RENEWING.test(words.at(-1) ?? '') || (isOnlyToken && !/revoke|logout/.test(words.join(' ')));
}
