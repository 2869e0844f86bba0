/** Hands bytes to `work`, and zeroes them when that has settled, whatever it did. */
export async function wiped<T>(bytes: Buffer, work: (bytes: Buffer) => T | Promise<T>): Promise<T> {
  try {
    return await work(bytes);
  } finally {
    bytes.fill(0);
  }
}

/** The same for work that answers at once. */
export function wipedNow<T>(bytes: Buffer, work: (bytes: Buffer) => T): T {
  try {
    return work(bytes);
  } finally {
    bytes.fill(0);
  }
}
