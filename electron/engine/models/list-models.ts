import { type ClientAccess, createClient } from './sdk-client';
import { ToldModel } from './told-model';

/** More than there will be for long; a service that goes on listing is not listened to. */
const MOST_MODELS = 500;
const PAGE = 100;

/**
 * Every model that the API lists for a key, those deprecated among them, as it says; costs no tokens. What can't be read
 * is left out. Rejects with what the SDK throws, and with the signal's reason.
 */
export async function listModels(access: ClientAccess, signal: AbortSignal): Promise<readonly ToldModel[]> {
  const client = createClient(access);
  const told: ToldModel[] = [];
  let seen = 0;
  for await (const model of client.models.list({ limit: PAGE }, { signal })) {
    signal.throwIfAborted();
    seen += 1;
    const read = ToldModel.safeParse(model);
    if (read.success) told.push(read.data);
    if (seen >= MOST_MODELS) break;
  }
  return told;
}
