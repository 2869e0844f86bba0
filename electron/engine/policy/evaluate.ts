import { type Action, memberGroup } from '../../../shared/domain/action';
import { formatKeyCombo, parseKeyCombo } from '../../../shared/domain/key-combo';
import type { Policy } from '../../../shared/domain/policy';
import { boxMeetsRegion, crossesRegion, type PointerState, touchedStretches, zoomedBox } from './touched';

/** What the policy needs to know of the session besides the action itself. */
export type PolicyContext = {
  readonly pointer: PointerState;
  readonly display: { readonly width: number; readonly height: number };
  readonly actionsInLastMinute: number;
  readonly stepsTaken: number;
};

/** `rule` is the policy's field that decided; `why` is a fixed phrase that may go to the agent and the operator. */
export type PolicyRuling =
  | { readonly verdict: 'allow' }
  | { readonly verdict: 'deny'; readonly rule: string; readonly why: string };

const deny = (rule: string, why: string): PolicyRuling => ({ verdict: 'deny', rule, why });

/** Decides an action by the policy alone. Pure. The first refusal found is the answer. */
export function evaluatePolicy(action: Action, policy: Policy, context: PolicyContext): PolicyRuling {
  const checks = [
    () => checkBudget(policy, context),
    () => checkGroup(action, policy),
    () => checkKeys(action, policy),
    () => checkOnScreen(action, context),
    () => checkRegions(action, policy, context),
  ];
  for (const check of checks) {
    const ruling = check();
    if (ruling.verdict === 'deny') return ruling;
  }
  return { verdict: 'allow' };
}

function checkBudget(policy: Policy, context: PolicyContext): PolicyRuling {
  if (context.stepsTaken >= policy.max_steps) {
    return deny('max_steps', `the session's ${policy.max_steps} steps are used up`);
  }
  if (context.actionsInLastMinute >= policy.max_actions_per_minute) {
    return deny(
      'max_actions_per_minute',
      `more than ${policy.max_actions_per_minute} actions in a minute; wait before the next`,
    );
  }
  return { verdict: 'allow' };
}

function checkGroup(action: Action, policy: Policy): PolicyRuling {
  const group = memberGroup[action.member];
  if (group === 'observe') return { verdict: 'allow' };
  const field = `allow_${group}` as const;
  return policy[field]
    ? { verdict: 'allow' }
    : deny(field, `${action.member} is not permitted by this session's policy`);
}

/** Every key or combination that an action presses or holds, as the model wrote them. */
export function pressedKeys(action: Action): readonly string[] {
  switch (action.member) {
    case 'key':
    case 'hold_key':
      return [action.input.text];
    case 'type': {
      // A line break or a tab in typed text is a press of that key and must not get round the key list.
      const text = action.input.text;
      return [...(/[\r\n]/.test(text) ? ['Return'] : []), ...(text.includes('\t') ? ['Tab'] : [])];
    }
    case 'left_click':
    case 'right_click':
    case 'middle_click':
    case 'double_click':
    case 'triple_click':
    case 'left_click_drag':
    case 'scroll':
      return action.input.text ? [action.input.text] : [];
    default:
      return [];
  }
}

function checkKeys(action: Action, policy: Policy): PolicyRuling {
  const keys = pressedKeys(action);
  if (keys.length === 0) return { verdict: 'allow' };
  const allowed = new Set(
    policy.allowed_key_combos.map((combo) => {
      const parsed = parseKeyCombo(combo);
      return parsed && formatKeyCombo(parsed);
    }),
  );
  for (const text of keys) {
    const combo = parseKeyCombo(text);
    if (combo === null) return deny('allowed_key_combos', 'that is not one key or key combination');
    const name = formatKeyCombo(combo);
    if (!allowed.has(name)) return deny('allowed_key_combos', `the key combination ${name} is not permitted`);
  }
  return { verdict: 'allow' };
}

function checkOnScreen(action: Action, { pointer, display }: PolicyContext): PolicyRuling {
  const isZoom = action.member === 'zoom';
  for (const { from, to } of touchedStretches(action, pointer)) {
    for (const { x, y } of [from, to]) {
      // A zoom's far edge may be the screen's edge itself; a pixel may not.
      const beyond = isZoom
        ? x > display.width || y > display.height
        : x >= display.width || y >= display.height;
      if (x < 0 || y < 0 || beyond) {
        return deny('coordinate', `(${x}, ${y}) is outside the ${display.width}×${display.height} screen`);
      }
    }
  }
  const box = zoomedBox(action);
  if (box && (box.width < 1 || box.height < 1)) return deny('coordinate', 'the zoom region is empty');
  return { verdict: 'allow' };
}

function checkRegions(action: Action, policy: Policy, { pointer }: PolicyContext): PolicyRuling {
  const stretches = touchedStretches(action, pointer);
  const box = zoomedBox(action);
  for (const region of policy.blocked_regions) {
    const isTouched = box
      ? boxMeetsRegion(box, region)
      : stretches.some((stretch) => crossesRegion(stretch, region));
    if (isTouched) {
      const place = `(${region.x1}, ${region.y1}) to (${region.x2}, ${region.y2})`;
      return deny(
        'blocked_regions',
        `the region ${place} is blocked${region.reason ? `: ${region.reason}` : ''}`,
      );
    }
  }
  return { verdict: 'allow' };
}
