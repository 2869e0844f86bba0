import { create } from 'zustand';
import type { CheckUp } from '../../shared/domain/check-up';
import type { EventPayload } from '../../shared/ipc/contract';
import { airlock } from '../client/airlock-client';
import { errorMessage } from '../words/error-message';
import { LOADING, type LoadState, READY } from './load-state';

export type ImageBuild = {
  readonly state: 'idle' | 'building' | 'done' | 'failed';
  readonly lines: readonly string[];
};

export type CheckUpState = {
  readonly checkUp: CheckUp | null;
  readonly load: LoadState;
  readonly build: ImageBuild;
};

const MOST_LINES = 500;
export const useCheckUp = create<CheckUpState>(() => ({
  checkUp: null,
  load: LOADING,
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
