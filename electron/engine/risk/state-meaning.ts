import { isAtLeast, type RiskFinding } from '../../../shared/domain/risk';
import type { ElementTarget } from '../../../shared/domain/target';
import { labelOf } from '../../../shared/text/element-label';
import { quote } from './finding';
import { Label } from './label';
import { labelConsequences } from './label-meaning';
import type { Surroundings } from './surroundings';

/** Setting a box or a switch; most take effect later, by a button, but consent and security are what they say. */
export function setState(target: ElementTarget, around: Surroundings): readonly RiskFinding[] {
  const written = labelOf(target);
  const label = new Label(written, around);
  const why = `It sets the ${target.role} ${quote(written)}`;
  return (
    consents(target, label, why) ??
    guards(target, label, why) ??
    rights(target, label, why) ??
    labelConsequences(written, around)
      .filter(({ level }) => isAtLeast(level, 'medium'))
      .map((one) => ({ ...one, level: 'low', why: `${why}, which reads as ${one.category}.` }))
  );
}

function consents(target: ElementTarget, label: Label, why: string): readonly RiskFinding[] | null {
  const hands = label.has('others') && !label.has('refuse', 'not', 'disable');
  if (!(label.has('agree', 'terms') || hands) || target.isChecked === true || label.has('guard')) return null;
  const level = label.has('cookie') && !hands ? 'low' : 'medium';
  return [{ category: 'consent', level, why: `${why}, which agrees to something.` }];
}

/** A protection has its own name on its switch, whose other way is off. */
function guards(target: ElementTarget, label: Label, why: string): readonly RiskFinding[] | null {
  if (!label.has('guard') || label.has('disable') || target.role === 'radio' || label.words > 12) return null;
  const isOn = target.isChecked === true || (target.role === 'switch' && target.isChecked === null);
  if (isOn) return [{ category: 'account', level: 'high', why: `${why}, which turns a protection off.` }];
  if (target.isChecked !== false || !isOnlyGuard(label)) return null;
  return [{ category: 'account', level: 'low', why: `${why}, which turns a protection on.` }];
}

/** Nothing but the name: “Firewall exception” and “Allow through the firewall” open what they name. */
function isOnlyGuard(label: Label): boolean {
  const spots = label.spots('guard');
  const covered = Math.max(0, ...spots.map(({ from, to }) => to - from));
  return covered >= label.words - 0.01;
}

/** Switches act at once, and who may see something is often chosen from a list that does. */
function rights(target: ElementTarget, label: Label, why: string): readonly RiskFinding[] | null {
  const actsAtOnce = target.role === 'switch' || (target.role !== 'checkbox' && label.has('public'));
  const isOfRights = label.has('disable')
    ? label.has('access', 'guard')
    : actsAtOnce && label.has('access', 'public', 'grant');
  if (!isOfRights) return null;
  return [{ category: 'account', level: 'high', why: `${why}, which changes who may do what.` }];
}
