import { assessRisk } from '../../electron/engine/risk/assess-risk';
import type { Action } from '../../shared/domain/action';
import { highestLevel } from '../../shared/domain/risk';
import type { ElementTarget } from '../../shared/domain/target';
import { sampleTarget } from './sample-facts';

const CLICK: Action = { member: 'left_click', input: { coordinate: [1, 1] } };

/** How bad a click on a control is rated: a level, or `none`. Its text is its name where nothing else is told. */
export function ratedClick(name: string, changes: Partial<ElementTarget> = {}): string {
  const findings = assessRisk(CLICK, [sampleTarget({ name, text: name, pageTitle: '', ...changes })]);
  return findings.length === 0 ? 'none' : highestLevel(findings);
}

/** Whether _Supervised_ asks about it. */
export const isAsked = (name: string, changes: Partial<ElementTarget> = {}): boolean =>
  !['none', 'low'].includes(ratedClick(name, changes));

/** A form of one text field a name. */
export function sampleForm(action: string, fields: readonly string[], method = 'post', submitLabel = 'Go') {
  return {
    action: `https://app.example.com${action}`,
    method,
    submitLabel,
    fields: fields.map((name) => ({ name, type: 'text', label: '' })),
  };
}
