import { isAtLeast, type RiskFinding } from '../../../shared/domain/risk';
import type { ElementTarget } from '../../../shared/domain/target';
import { labelOf } from '../../../shared/text/element-label';
import { quote } from './finding';
import { Label } from './label';
import { commits, labelConsequences } from './label-meaning';
import type { Surroundings } from './surroundings';

/** A slider sets a number, but for one that is pushed along to do what it says, and one that sets a limit. */
export function pushSlider(target: ElementTarget, around: Surroundings): readonly RiskFinding[] {
  const written = labelOf(target);
  const label = new Label(written, around);
  const why = `It pushes the slider ${quote(written)}`;
  const isOrder = label.has('slide') || (commits(written) === 'yes' && label.has('confirm'));
  if (isOrder) return ordered(label, written, why);
  if (label.has('access') && !label.has('view'))
    return [{ category: 'account', level: 'medium', why: `${why}, which sets what somebody may do.` }];
  return [];
}

function ordered(label: Label, written: string, why: string): readonly RiskFinding[] {
  const { around } = label;
  const isOfMoney = around.hasAmount || around.asksForMoney || label.hasAround('pay', 'transfer', 'money');
  if (isOfMoney) return [{ category: 'payment', level: 'critical', why: `${why}, beside money.` }];
  const texts = [written, ...around.lines.slice(0, 2), around.title];
  const said = texts
    .flatMap((text) => labelConsequences(text, around))
    .filter(({ level }) => isAtLeast(level, 'medium'));
  if (said.length > 0) return said.map((one) => ({ ...one, why: `${why}, which reads as ${one.category}.` }));
  return label.has('confirm')
    ? [{ category: 'consent', level: 'medium', why: `${why}, which confirms something.` }]
    : [];
}
