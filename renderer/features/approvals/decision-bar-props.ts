import type { Approval } from '../../../shared/domain/approval';
import type { Answering } from '../../stores/approvals-store';
import type { Edit, EditDraft } from './edit-draft';
import type { Arming } from './use-arming';

export type Mode = 'choose' | 'deny' | 'edit' | 'grant';

export type DecisionBarProps = {
  readonly approval: Approval;
  readonly arming: Arming;
  readonly mode: Mode;
  readonly isSending: boolean;
  /** Approving waits until everything has been read. */
  readonly isHeldBack: boolean;
  /** The approving keys are being held. */
  readonly holding: boolean;
  readonly upTo: string | null;
  readonly draft: EditDraft | null;
  readonly edit: Edit | null;
  readonly onDraft: (draft: EditDraft) => void;
  readonly onMode: (mode: Mode) => void;
  readonly onApprove: (wasHeld: boolean) => void;
  /** Gives the focus back to the card. */
  readonly onBack: () => void;
  readonly onAnswer: (answer: Answering) => void;
};
