import {
  type Member,
  type MemberInputs,
  memberInputs,
  type RecordedAction,
} from '../../shared/domain/action';
import type { Target } from '../../shared/domain/target';
import { escapeHidden, shortLabel } from '../../shared/text/visible-text';
import { TASK_OUTCOMES } from './task-outcome-words';

/**
 * An action in words. `quoted` comes from the page or the model (escaped): it is shown apart from our own words, so
 * that its direction and its content can't be taken for ours.
 */
export type StepSentence = {
  readonly doing: string;
  readonly done: string;
  readonly quoted: string | null;
  readonly rest: string;
};

const MARKED = { begun: 'is under way', done: 'is done', left_out: 'is left out' } as const;

type Words = { readonly doing: string; readonly done: string };
type Describe = (target: Target | null) => Omit<StepSentence, 'doing' | 'done'>;

const WORDS: Record<Member, Words> = {
  key: { doing: 'pressing', done: 'Press' },
  hold_key: { doing: 'holding', done: 'Hold' },
  type: { doing: 'typing', done: 'Type' },
  cursor_position: { doing: 'looking where the pointer is', done: 'Look where the pointer is' },
  mouse_move: { doing: 'moving the pointer', done: 'Move the pointer' },
  left_mouse_down: { doing: 'pressing the mouse button', done: 'Press the mouse button' },
  left_mouse_up: { doing: 'releasing the mouse button', done: 'Release the mouse button' },
  left_click: { doing: 'clicking', done: 'Click' },
  left_click_drag: { doing: 'dragging', done: 'Drag' },
  right_click: { doing: 'right-clicking', done: 'Right-click' },
  middle_click: { doing: 'middle-clicking', done: 'Middle-click' },
  double_click: { doing: 'double-clicking', done: 'Double-click' },
  triple_click: { doing: 'triple-clicking', done: 'Triple-click' },
  scroll: { doing: 'scrolling', done: 'Scroll' },
  wait: { doing: 'waiting', done: 'Wait' },
  screenshot: { doing: 'looking at the screen', done: 'Look at the screen' },
  zoom: { doing: 'looking closely', done: 'Look closely' },
  list_credentials: {
    doing: 'looking which credentials there are',
    done: 'Look which credentials there are',
  },
  fill_login: { doing: 'signing in with', done: 'Sign in with' },
  use_passkey: { doing: 'using the passkey', done: 'Use the passkey' },
  fill_otp: { doing: 'entering a one-time code of', done: 'Enter a one-time code of' },
  use_session: { doing: 'using the sign-in of', done: 'Use the sign-in of' },
  ask_operator: { doing: 'asking you', done: 'Ask you' },
  propose_plan: { doing: 'proposing a plan', done: 'Propose a plan' },
  mark_step: { doing: 'saying how far it is', done: 'Say' },
  finish: { doing: 'ending the run', done: 'End the run' },
};

/** One action as a sentence; an action that doesn't parse is named, never guessed at. */
export function stepSentence(action: RecordedAction, target: Target | null): StepSentence {
  const member = action.member;
  if (!isMember(member)) {
    return { doing: 'trying', done: 'Unknown action', quoted: shortLabel(member, 40), rest: '' };
  }
  const parsed = memberInputs[member].safeParse(action.input);
  if (!parsed.success) return { ...WORDS[member], quoted: null, rest: 'with a malformed input' };
  return { ...WORDS[member], ...describeInput(member, parsed.data)(target) };
}

export function isMember(name: string): name is Member {
  return Object.hasOwn(memberInputs, name);
}

function describeInput(member: Member, input: MemberInputs[Member]): Describe {
  const nothing: Describe = () => ({ quoted: null, rest: '' });
  const say =
    (rest: string, quoted: string | null = null): Describe =>
    () => ({ quoted, rest });
  if ('question' in input) return say('', shortLabel(input.question, 80));
  if ('steps' in input) return say(`of ${input.steps.length} ${input.steps.length === 1 ? 'step' : 'steps'}`);
  if ('state' in input) return say(`that step ${input.step} of the plan ${MARKED[input.state]}`);
  if ('outcome' in input) return say(`as ${TASK_OUTCOMES[input.outcome]}`);
  if ('credential' in input) return say('', escapeHidden(input.credential));
  if ('scroll_direction' in input) return say(`${input.scroll_direction} by ${input.scroll_amount}`);
  if ('region' in input) return say(`at ${input.region.join(', ')}`);
  if ('start_coordinate' in input) {
    return say(`from ${input.start_coordinate.join(', ')} to ${input.coordinate.join(', ')}`);
  }
  if (member === 'type' && 'text' in input) return say('', shortLabel(input.text ?? '', 60));
  if ('duration' in input) {
    return say(`for ${input.duration} s`, 'text' in input ? escapeHidden(input.text) : null);
  }
  if ('repeat' in input || member === 'key') return describeKey(input as MemberInputs['key']);
  if ('coordinate' in input) return describePointer(input as MemberInputs['left_click']);
  return member.endsWith('_click') ? describePointer({}) : nothing;
}

function describeKey(input: MemberInputs['key']): Describe {
  const times = (input.repeat ?? 1) > 1 ? `${input.repeat} times` : '';
  return () => ({ quoted: escapeHidden(input.text), rest: times });
}

function describePointer(input: MemberInputs['left_click']): Describe {
  const held = input.text ? ` with ${escapeHidden(input.text)} held` : '';
  const where = input.coordinate ? `at ${input.coordinate.join(', ')}` : 'where the pointer is';
  return (target) =>
    target?.kind === 'element'
      ? {
          quoted: shortLabel(target.name || target.text || target.tag, 60),
          rest: `(${shortLabel(target.role, 24)})${held}`,
        }
      : { quoted: null, rest: `${where}${held}` };
}

/** The sentence as one plain string, for names and tooltips. */
export function sentenceText({ done, quoted, rest }: StepSentence): string {
  return [done, quoted === null ? '' : `“${quoted}”`, rest].filter((part) => part !== '').join(' ');
}
