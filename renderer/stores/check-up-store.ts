import { create } from 'zustand';
import type { CheckUp, CheckUpItem } from '../../shared/domain/check-up';
import type { EventPayload } from '../../shared/ipc/contract';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { LOADING, type LoadState, READY } from './load-state';
import { notify } from './notices-store';

export type ImageBuild = {
  readonly state: 'idle' | 'building' | 'done' | 'failed';
  readonly lines: readonly string[];
};

export type CheckUpState = {
  readonly checkUp: CheckUp | null;
  readonly load: LoadState;
  /** Whether the model can be asked; null while nobody has looked. */
  readonly modelWay: CheckUpItem | null;
  readonly isLookingForModel: boolean;
  readonly build: ImageBuild;
};

export const MODEL_WAY = 'Way to the model';
const MOST_LINES = 500;
export const useCheckUp = create<CheckUpState>(() => ({
  checkUp: null,
  load: LOADING,
  modelWay: null,
  isLookingForModel: false,
  build: { state: 'idle', lines: [] },
}));

export async function runCheckUp(): Promise<void> {
  useCheckUp.setState({ load: LOADING });
  try {
    useCheckUp.setState({ checkUp: await airlock().call('check-up:run'), load: READY });
  } catch (error) {
    useCheckUp.setState({ load: { kind: 'failed', message: errorMessage(error) } });
  }
}

let looks = 0;

/** Looks whether the model can be asked. Beside the check-up, since it may take some seconds; the last look counts. */
export async function checkModelWay(): Promise<void> {
  looks += 1;
  const look = looks;
  useCheckUp.setState({ isLookingForModel: true });
  try {
    const modelWay = await airlock().call('check-up:model-way');
    if (look === looks) useCheckUp.setState({ modelWay });
  } catch (error) {
    if (look === looks) useCheckUp.setState({ modelWay: failedLook(errorMessage(error)) });
  } finally {
    if (look === looks) useCheckUp.setState({ isLookingForModel: false });
  }
}

export async function endModelWay(): Promise<void> {
  try {
    await airlock().call('check-up:end-model-way');
  } catch (error) {
    notify('denied', `The look could not be ended: ${errorMessage(error)}`);
  }
}

function failedLook(found: string): CheckUpItem {
  return { id: 'model-way', label: MODEL_WAY, state: 'warning', found, remedy: '' };
}

/** Builds the image on one engine; without one, on that of the check-up. Progress shows in the check-up. */
export async function buildImage(engine?: string): Promise<void> {
  useCheckUp.setState({ build: { state: 'building', lines: [] } });
  try {
    await airlock().call('image:build', engine === undefined ? undefined : { engine });
    finishBuild('done');
    await runCheckUp();
  } catch (error) {
    receiveProgress({ line: errorMessage(error), state: 'failed' });
  }
}

export function receiveProgress({ line, state }: EventPayload<'image:progress'>): void {
  useCheckUp.setState(({ build }) => ({
    build: { state, lines: (line === '' ? build.lines : [...build.lines, line]).slice(-MOST_LINES) },
  }));
}

function finishBuild(state: ImageBuild['state']): void {
  useCheckUp.setState(({ build }) => ({ build: { ...build, state } }));
}
