/** What a stored picture is: WebP, or PNG in records of before. */
export type FrameType = 'image/webp' | 'image/png';

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/** The media type that a stored picture's own bytes tell. */
export function frameType(bytes: Buffer): FrameType {
  return bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE) ? 'image/png' : 'image/webp';
}
