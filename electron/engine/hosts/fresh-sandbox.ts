import type { LeakReport } from '../../../shared/domain/leak-report';
import type { DisplaySize } from '../../../shared/domain/session';
import type { Isolation } from '../sandbox/isolation';
import type { Sandbox } from '../sandbox/sandbox';

/** What decides whether a sandbox made for nobody fits a session. */
export type SandboxShape = {
  /** Tag of the image. */
  readonly image: string;
  readonly isolation: Isolation;
  readonly display: DisplaySize;
};

/** A sandbox that no session has used. */
export type FreshSandbox = {
  readonly sandbox: Sandbox;
  readonly shape: SandboxShape;
  /** One that did not pass is never used. */
  readonly leaks: LeakReport;
};

export function fits(fresh: FreshSandbox, shape: SandboxShape): boolean {
  const { image, isolation, display } = fresh.shape;
  return (
    image === shape.image &&
    isolation.runtime === shape.isolation.runtime &&
    isolation.level === shape.isolation.level &&
    display.width === shape.display.width &&
    display.height === shape.display.height
  );
}
