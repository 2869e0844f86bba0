import { FRAMES, readContent } from './content-store';

/** A stored screenshot's bytes, or null when the name is no frame's or there is none. `name` may come from anywhere. */
export function readFrame(sessionFolder: string, name: string): Promise<Buffer | null> {
  return readContent(sessionFolder, FRAMES, name);
}
