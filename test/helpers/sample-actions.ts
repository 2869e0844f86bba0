import type { Action, Member } from '../../shared/domain/action';

/** One action of each member, all within the screen. */
export const SAMPLE_ACTIONS: { readonly [M in Member]: Extract<Action, { member: M }> } = {
  key: { member: 'key', input: { text: 'Return' } },
  hold_key: { member: 'hold_key', input: { text: 'Return', duration: 1 } },
  type: { member: 'type', input: { text: 'hello' } },
  cursor_position: { member: 'cursor_position', input: {} },
  mouse_move: { member: 'mouse_move', input: { coordinate: [10, 10] } },
  left_mouse_down: { member: 'left_mouse_down', input: {} },
  left_mouse_up: { member: 'left_mouse_up', input: {} },
  left_click: { member: 'left_click', input: { coordinate: [10, 10] } },
  left_click_drag: { member: 'left_click_drag', input: { start_coordinate: [10, 10], coordinate: [90, 90] } },
  right_click: { member: 'right_click', input: { coordinate: [10, 10] } },
  middle_click: { member: 'middle_click', input: { coordinate: [10, 10] } },
  double_click: { member: 'double_click', input: { coordinate: [10, 10] } },
  triple_click: { member: 'triple_click', input: { coordinate: [10, 10] } },
  scroll: { member: 'scroll', input: { scroll_direction: 'down', scroll_amount: 3, coordinate: [10, 10] } },
  wait: { member: 'wait', input: { duration: 1 } },
  screenshot: { member: 'screenshot', input: {} },
  zoom: { member: 'zoom', input: { region: [0, 0, 100, 100] } },
  list_credentials: { member: 'list_credentials', input: {} },
  fill_login: { member: 'fill_login', input: { credential: 'billing' } },
  use_passkey: { member: 'use_passkey', input: { credential: 'billing', coordinate: [10, 10] } },
  fill_otp: { member: 'fill_otp', input: { credential: 'billing' } },
  use_session: { member: 'use_session', input: { credential: 'billing' } },
  ask_operator: { member: 'ask_operator', input: { question: 'Which invoice?', options: ['A', 'B'] } },
  finish: { member: 'finish', input: { report: 'Done.', outcome: 'done' } },
};
