/** How much a model takes in one request. */
export type ModelLimits = {
  /** Tokens that it reads, all in all. */
  readonly maxInputTokens: number;
  readonly mostPictures: number;
};

/** What the newest request came to. */
export type Extent = {
  readonly bytes: number;
  readonly pictures: number;
  /** What the model read and wrote, and will read next time. */
  readonly tokens: number;
};

/**
 * From here on a conversation is long enough to be summed up, whatever the model could still take: the API's own default for
 * it, since every turn reads all of it and answers get worse as it grows (Messages API, "Compaction").
 */
const LONG_TOKENS = 150_000;
/** Of what a request may hold, so that one more turn fits even with many screenshots in it. */
const SHARE = 0.6;
const LONG_BYTES = 16_000_000;

/** Whether a conversation is to be summed up before it is sent again. */
export function isLong({ bytes, pictures, tokens }: Extent, limits: ModelLimits): boolean {
  if (bytes >= LONG_BYTES || pictures >= SHARE * limits.mostPictures) return true;
  return tokens >= Math.min(LONG_TOKENS, SHARE * limits.maxInputTokens);
}
