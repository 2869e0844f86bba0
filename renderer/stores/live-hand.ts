import { create } from 'zustand';

/** What the operator's hand does in Live right now. */
export type LiveHand = {
  readonly isOver: boolean;
  readonly isPressed: boolean;
  /** The keys that went down there and are not up again, by their codes. */
  readonly keys: readonly string[];
};

export const NO_HAND: LiveHand = { isOver: false, isPressed: false, keys: [] };
export const useLiveHand = create<LiveHand>(() => NO_HAND);

/** Whether something that moved in Live now would move under the operator's hand. */
export function isHandInLive(): boolean {
  const { isOver, isPressed, keys } = useLiveHand.getState();
  return isOver || isPressed || keys.length > 0;
}
