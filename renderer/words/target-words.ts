import type { ElementTarget, Target } from '../../shared/domain/target';

/** What a target is that is no element of a page. Quotes the page or a window: escape before showing. */
export function otherTargetWords(target: Exclude<Target, ElementTarget>): string {
  switch (target.kind) {
    case 'dialog':
      return `The page’s ${target.type} dialog: ${target.message}`;
    case 'window':
      return target.part === undefined
        ? `The window “${target.title}” (${target.windowClass})`
        : `The browser’s ${target.part}`;
    case 'unknown':
      return `Not known: ${target.reason}`;
  }
}
