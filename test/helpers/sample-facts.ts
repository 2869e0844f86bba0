import type { Facts } from '../../electron/engine/policy/decide';
import type { ElementTarget } from '../../shared/domain/target';

/** A harmless button of an allowed site, with some properties changed. */
export function sampleTarget(changes: Partial<ElementTarget> = {}): ElementTarget {
  return {
    kind: 'element',
    role: 'button',
    name: 'Show details',
    tag: 'button',
    text: 'Show details',
    href: null,
    inputType: null,
    isEnabled: true,
    form: null,
    box: { x: 0, y: 0, width: 40, height: 20 },
    url: 'https://app.example.com/invoices/7',
    host: 'app.example.com',
    frameUrl: null,
    pageTitle: 'Invoices',
    context: '',
    autocomplete: '',
    isDownload: false,
    isChecked: null,
    hiddenFields: [],
    fingerprint: 'loader:1',
    ...changes,
  };
}

/** A click on it in the first minute of a session, on a Tuesday at ten. */
export function sampleFacts(changes: Partial<Facts> = {}): Facts {
  return {
    action: { member: 'left_click', input: { coordinate: [10, 10] } },
    targets: [sampleTarget()],
    findings: [],
    pointer: { cursor: { x: 5, y: 5 }, isButtonDown: false },
    display: { width: 1280, height: 800 },
    selectorBoxes: new Map(),
    signIn: null,
    isExposed: false,
    secretOf: null,
    counts: { steps: 0, actionsInLastMinute: 0, sameMemberInLastMinute: 0, tokens: 0, costUsd: 0 },
    time: { minutes: 600, weekday: 1 },
    ...changes,
  };
}
