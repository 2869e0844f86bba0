import type { RiskFinding } from '../../../shared/domain/risk';
import type { Target } from '../../../shared/domain/target';
import { labelOf } from '../../../shared/text/element-label';
import { quote } from './finding';
import { readText } from './lexicon/read-text';

/**
 * A drag does what its end means: something put into the trash or onto a place for files. A drag that begins and ends on
 * one control is a slow click.
 */
export function dragFindings(
  targets: readonly Target[],
  click: (target: Target) => readonly RiskFinding[],
): readonly RiskFinding[] {
  const [start, end] = [targets[0], targets.at(-1)];
  if (start === undefined || end === undefined) return [];
  const opaque = targets.filter((target) => target.kind !== 'element').flatMap(click);
  if (start.kind !== 'element' || end.kind !== 'element') return opaque;
  // What is pushed along is let go of over its own track.
  if (start.role === 'slider') return click(start);
  if (start.fingerprint === end.fingerprint && targets.length > 1) return click(end);
  const name = labelOf(end);
  const { spots } = readText(name);
  const has = (...senses: string[]) => spots.some(({ sense }) => senses.includes(sense));
  if (has('trash', 'delete')) {
    return [{ category: 'deletion', level: 'high', why: `It drags something to ${quote(name)}.` }];
  }
  if (has('attach', 'upload')) {
    return [{ category: 'upload', level: 'medium', why: `It drags something to ${quote(name)}.` }];
  }
  return [];
}
