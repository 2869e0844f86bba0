import { Hand, Square } from 'lucide-react';
import { Button } from '../../components/button';
import { LaterButton } from './later-button';

type RunAnswersProps = {
  readonly approvalId: string;
  readonly isDisabled: boolean;
  /** What taking over does with what waits. */
  readonly takeOverTitle: string;
  /** What goes on while it is put aside. */
  readonly meanwhile: string;
  readonly onTakeOver: () => void;
  readonly onStop: () => void;
};

/** What can be done with a run that stands still, besides answering what it waits for. */
export function RunAnswers(props: RunAnswersProps) {
  const { approvalId, isDisabled, takeOverTitle, meanwhile, onTakeOver, onStop } = props;
  return (
    <div className="decision-others">
      <Button
        size="s"
        tone="ghost"
        icon={Hand}
        disabled={isDisabled}
        title={takeOverTitle}
        onClick={onTakeOver}
      >
        Take over
      </Button>
      <Button size="s" tone="ghost" icon={Square} disabled={isDisabled} onClick={onStop}>
        Stop the run
      </Button>
      <LaterButton approvalId={approvalId} isDisabled={isDisabled} meanwhile={meanwhile} />
    </div>
  );
}
