import { AirlockError } from '../../../../shared/airlock-error';
import { decodeBase32 } from './base32';
import { CodeShape, USUAL_SHAPE } from './code-shape';

/** A seed of one-time codes, decoded; the caller wipes it. */
export type Seed = { readonly bytes: Buffer; readonly shape: CodeShape };

/** Sites give 10 bytes or more; RFC 4226 (4) asks for 16. Less is a slip. */
const MIN_SEED_BYTES = 10;
const MAX_SEED_BYTES = 256;

/**
 * A seed in base32, or an `otpauth://totp/` address (Google's key URI format). Throws `bad-input` with the reason, never
 * with the text.
 */
export function readSeed(text: string): Seed {
  const trimmed = text.trim();
  if (!/^[a-z][a-z0-9+.-]*:/i.test(trimmed)) return { bytes: seedBytes(trimmed), shape: USUAL_SHAPE };
  const address = parseAddress(trimmed);
  const shape = shapeOf(address.searchParams);
  return { bytes: seedBytes(one(address.searchParams, 'secret') ?? ''), shape };
}

function parseAddress(text: string): URL {
  let address: URL;
  try {
    address = new URL(text);
  } catch {
    throw refused('The address of the one-time code can’t be read.');
  }
  if (address.protocol !== 'otpauth:') throw refused('The seed is neither base32 nor an otpauth:// address.');
  if (address.hostname.toLowerCase() !== 'totp') {
    throw refused('Only codes that change with time (otpauth://totp/) can be made.');
  }
  return address;
}

function shapeOf(parameters: URLSearchParams): CodeShape {
  if (one(parameters, 'encoder') !== null) throw refused('Codes of that encoding can’t be made.');
  const hash = (one(parameters, 'algorithm') ?? USUAL_SHAPE.hash)
    .toLowerCase()
    .replace(/^(hmac)?sha-?/, 'sha');
  const shape = CodeShape.safeParse({
    hash,
    digits: numberIn(parameters, 'digits', USUAL_SHAPE.digits),
    periodSeconds: numberIn(parameters, 'period', USUAL_SHAPE.periodSeconds),
  });
  if (shape.success) return shape.data;
  throw refused('Codes can be made with SHA-1, SHA-256 or SHA-512, 6 to 8 digits, every 10 to 300 s.');
}

function numberIn(parameters: URLSearchParams, name: string, usual: number): number {
  const text = one(parameters, name);
  if (text === null) return usual;
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
}

/** Twice the same name could mean either. */
function one(parameters: URLSearchParams, name: string): string | null {
  const found = parameters.getAll(name);
  if (found.length > 1) throw refused('The address of the one-time code says something twice.');
  return found[0] ?? null;
}

function seedBytes(text: string): Buffer {
  const bytes = decodeBase32(text);
  if (bytes === null) throw refused('The seed is not base32: letters A to Z and digits 2 to 7.');
  if (bytes.length >= MIN_SEED_BYTES && bytes.length <= MAX_SEED_BYTES) return bytes;
  bytes.fill(0);
  throw refused('The seed is too short or too long: copy the whole of it.');
}

function refused(message: string): AirlockError {
  return new AirlockError('bad-input', message);
}
