import { Clock } from 'lucide-react';
import { Button } from '../../components/button';
import { putAside } from '../../stores/approvals-store';

type LaterButtonProps = {
  readonly approvalId: string;
  readonly isDisabled: boolean;
  /** What goes on meanwhile. */
  readonly meanwhile: string;
};

export function LaterButton({ approvalId, isDisabled, meanwhile }: LaterButtonProps) {
  return (
    <Button
      size="s"
      tone="ghost"
      icon={Clock}
      disabled={isDisabled}
      title={`Put it aside; ${meanwhile} (S)`}
      onClick={() => putAside(approvalId)}
    >
      Later
    </Button>
  );
}
