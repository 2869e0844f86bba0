import {
  ArrowUpDown,
  Camera,
  CircleHelp,
  Fingerprint,
  Flag,
  Hourglass,
  Keyboard,
  KeyRound,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  MessageCircleQuestion,
  MousePointer2,
  MousePointerClick,
  Move,
  TextCursorInput,
  ZoomIn,
} from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  key: Keyboard,
  hold_key: Keyboard,
  type: TextCursorInput,
  cursor_position: MousePointer2,
  mouse_move: MousePointer2,
  left_click_drag: Move,
  scroll: ArrowUpDown,
  wait: Hourglass,
  screenshot: Camera,
  zoom: ZoomIn,
  list_credentials: KeyRound,
  fill_login: KeyRound,
  fill_otp: KeyRound,
  use_passkey: Fingerprint,
  use_session: KeyRound,
  ask_operator: MessageCircleQuestion,
  propose_plan: ListOrdered,
  mark_step: ListChecks,
  finish: Flag,
};

export function ActionIcon({ member }: { readonly member: string }) {
  const isMouse = /click|mouse/.test(member);
  const Icon = ICONS[member] ?? (isMouse ? MousePointerClick : CircleHelp);
  return <Icon className="action-icon" aria-hidden="true" />;
}
