import type { WayOn } from '../../shared/domain/way-on';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { notify } from './notices-store';

/** Says something to the agent of a run. Answers what is wrong as a sentence, or null when it is on its way. */
export async function guideAgent(sessionId: string, text: string): Promise<string | null> {
  try {
    await airlock().call('sessions:guide', { sessionId, text });
    return null;
  } catch (error) {
    return errorMessage(error);
  }
}

/** Gets a run going whose conversation the model refuses as it is; says so where this is no way on. */
export async function getOn(sessionId: string, way: WayOn): Promise<void> {
  try {
    await airlock().call('sessions:get-on', { sessionId, way });
  } catch (error) {
    notify('attention', errorMessage(error), sessionId);
  }
}

/** Takes it back while the agent has not read it; says so where it has. */
export async function takeBackGuidance(sessionId: string, guidanceId: string): Promise<void> {
  try {
    await airlock().call('sessions:take-back-guidance', { sessionId, guidanceId });
  } catch (error) {
    notify('attention', errorMessage(error), sessionId);
  }
}
