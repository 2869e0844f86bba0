import { type Action, memberGroup } from '../../../shared/domain/action';
import type { Target } from '../../../shared/domain/target';
import { labelOf } from '../../../shared/text/element-label';
import { shortLabel } from '../../../shared/text/visible-text';

/** What an action will do, in one sentence for the operator, from facts alone. Page text in it is escaped and quoted. */
export function describeAction(action: Action, targets: readonly Target[]): string {
  // Of a sign-in the credential and the site count; its fields are the form's.
  const isSignIn = memberGroup[action.member] === 'sign-in' && action.member !== 'use_passkey';
  const what = isSignIn ? '' : targets.map(describeTarget).join(' to ') || placeOf(action);
  const where = targets[0]?.host ? ` on ${shortLabel(targets[0].host, 60)}` : '';
  return `${verbOf(action)}${what ? ` ${what}` : ''}${where}.`;
}

/** Where it lands, for an action that has no target: moving and scrolling act on nothing by themselves. */
function placeOf(action: Action): string {
  switch (action.member) {
    case 'mouse_move':
    case 'scroll':
      return action.input.coordinate ? action.input.coordinate.join(', ') : 'the pointer';
    default:
      return '';
  }
}

function verbOf(action: Action): string {
  switch (action.member) {
    case 'left_click':
      return action.input.text ? `Click, holding ${shortLabel(action.input.text, 30)},` : 'Click';
    case 'right_click':
      return 'Right-click';
    case 'middle_click':
      return 'Middle-click';
    case 'double_click':
      return 'Double-click';
    case 'triple_click':
      return 'Triple-click';
    case 'left_mouse_down':
      return 'Press the mouse button on';
    case 'left_mouse_up':
      return 'Release the mouse button on';
    case 'left_click_drag':
      return 'Drag from';
    case 'mouse_move':
      return 'Move the pointer to';
    case 'scroll':
      return `Scroll ${action.input.scroll_direction} at`;
    case 'type':
      return `Type “${shortLabel(action.input.text, 80)}” into`;
    case 'key': {
      const times = action.input.repeat ?? 1;
      return `Press ${shortLabel(action.input.text, 40)}${times > 1 ? ` ${times} times` : ''} in`;
    }
    case 'hold_key':
      return `Hold ${shortLabel(action.input.text, 40)} for ${action.input.duration} s in`;
    case 'wait':
      return `Wait ${action.input.duration} s`;
    case 'screenshot':
      return 'Take a screenshot';
    case 'zoom':
      return 'Look closer';
    case 'cursor_position':
      return 'Ask where the pointer is';
    case 'list_credentials':
      return 'Ask which credentials there are';
    case 'fill_login':
      return `Sign in with the credential “${shortLabel(action.input.credential, 60)}”`;
    case 'fill_otp':
      return `Enter a one-time code of the credential “${shortLabel(action.input.credential, 60)}”`;
    case 'use_passkey':
      return `Use the passkey “${shortLabel(action.input.credential, 60)}” by a click on`;
    case 'use_session':
      return `Use the sign-in of the credential “${shortLabel(action.input.credential, 60)}”`;
    case 'ask_operator':
      return `Ask you: “${shortLabel(action.input.question, 120)}”`;
    case 'propose_plan':
      return `Propose a plan of ${action.input.steps.length} steps`;
    case 'mark_step':
      return `Say of step ${action.input.step} of its plan: ${action.input.state.replace('_', ' ')}`;
    case 'finish':
      return `End the run: “${shortLabel(action.input.report, 120)}”`;
  }
}

/** What holds a whole page says nothing by all of its text. */
const PAGE_TAGS: ReadonlySet<string> = new Set(['html', 'body', 'main']);

function describeTarget(target: Target): string {
  switch (target.kind) {
    case 'unknown':
      return 'something Airlock could not identify';
    case 'dialog':
      return `the page’s ${shortLabel(target.type, 20)} dialog “${shortLabel(target.message, 80)}”`;
    case 'window':
      return target.part === undefined
        ? `the window “${shortLabel(target.title, 80)}”`
        : `the browser’s ${target.part}`;
    case 'element': {
      if (target.role === 'static' && PAGE_TAGS.has(target.tag)) return 'the page';
      const label = shortLabel(labelOf(target), 80);
      const role = target.role === 'static' ? 'text' : shortLabel(target.role, 30);
      return label ? `the ${role} “${label}”` : `a ${role} without a name`;
    }
  }
}
