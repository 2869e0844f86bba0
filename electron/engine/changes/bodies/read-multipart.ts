import type { Change } from '../../../../shared/domain/change';
import { MOST_BYTES, MOST_FIELDS, type SentField } from './body-reading';
import { lastName } from './read-pairs';

export type Multipart = {
  readonly fields: readonly SentField[];
  readonly files: Change['files'];
  readonly isWhole: boolean;
};

const MOST_FILES = 50;
const MOST_HEAD = 2000;
const MOST_PARTS = 1000;

/** The fields and files of a form with files (RFC 7578); null where it has no boundary. A file's content is not looked at. */
export function readMultipart(body: Buffer, contentType: string): Multipart | null {
  const boundary = /boundary\s*=\s*(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return null;
  const part = body.length > MOST_BYTES ? body.subarray(0, MOST_BYTES) : body;
  const fields: SentField[] = [];
  const files: Change['files'][number][] = [];
  const edge = Buffer.from(`--${mark}`, 'latin1');
  let at = part.indexOf(edge);
  for (let parts = 0; at >= 0 && parts < MOST_PARTS; parts += 1) {
    if (fields.length >= MOST_FIELDS || files.length >= MOST_FILES) break;
    const start = at + edge.length;
    const next = part.indexOf(edge, start);
    readPart(part.subarray(start, next < 0 ? part.length : next), next >= 0, { fields, files });
    at = next;
  }
  return { fields, files, isWhole: at < 0 && part.length === body.length };
}

type Found = { readonly fields: SentField[]; readonly files: Change['files'][number][] };

function readPart(part: Buffer, isWhole: boolean, { fields, files }: Found): void {
  const gap = part.indexOf('\r\n\r\n');
  if (gap < 0) return;
  const head = part.subarray(0, Math.min(gap, MOST_HEAD)).toString('utf8');
  const content = part.subarray(gap + 4);
  const name = /[;\s]name\s*=\s*(?:"([^"\r\n]{0,200})"|([^;\s]{1,200}))/i.exec(head);
  const file = /filename\*?\s*=\s*(?:"([^"\r\n]{0,400})"|([^;\s]{1,400}))/i.exec(head);
  if (file !== null) {
    const type = /content-type:\s*([^\r\n;]{1,100})/i.exec(head)?.[1]?.trim() ?? '';
    const bytes = isWhole ? Math.max(0, content.length - 2) : null;
    if ((file[1] ?? file[2] ?? '') !== '' || bytes !== 0)
      files.push({ name: file[1] ?? file[2] ?? '', type, bytes });
    return;
  }
  const field = name?.[1] ?? name?.[2] ?? '';
  fields.push({ name: field, key: lastName(field), value: content.toString('utf8').replace(/\r\n$/, '') });
}
