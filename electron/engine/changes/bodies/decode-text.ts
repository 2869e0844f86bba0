import { MOST_BYTES } from './body-reading';

/** The text of a body by its byte order mark, its `charset`, or else UTF-8; null where it can't be text. */
export function decodeText(body: Buffer, contentType: string): string | null {
  const part = body.length > MOST_BYTES ? body.subarray(0, MOST_BYTES) : body;
  if (part[0] === 0x1f && part[1] === 0x8b) return null;
  const charset = charsetOf(part, contentType);
  const text = charset === 'utf-8' ? part.toString('utf8') : decodeAs(part, charset);
  if (text === null) return null;
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return isBinary(bare) ? null : bare;
}

function charsetOf(part: Buffer, contentType: string): string {
  if (part[0] === 0xff && part[1] === 0xfe) return 'utf-16le';
  if (part[0] === 0xfe && part[1] === 0xff) return 'utf-16be';
  // What begins with an ASCII character and a zero is UTF-16 whatever it calls itself.
  if (part.length >= 4 && part[1] === 0 && part[3] === 0 && part[0] !== 0) return 'utf-16le';
  if (part.length >= 4 && part[0] === 0 && part[2] === 0 && part[1] !== 0) return 'utf-16be';
  const told = /charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
  return told === 'utf8' || told === 'us-ascii' ? 'utf-8' : told;
}

function decodeAs(part: Buffer, charset: string): string | null {
  try {
    return new TextDecoder(charset).decode(part);
  } catch {
    return null;
  }
}

/** Text has no controls but for spacing; a replacement mark among the first characters is a byte that is no text. */
function isBinary(text: string): boolean {
  const length = Math.min(text.length, 512);
  let odd = 0;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    // Long polling parts its messages by U+001E.
    if ((code < 0x20 && code !== 9 && code !== 10 && code !== 13 && code !== 0x1e) || code === 0xfffd)
      odd += 1;
  }
  return odd * 20 > length;
}
