import type { ChangeApproval } from '../../../shared/domain/approval';
import { HostName } from '../../components/host-name';
import { UntrustedText } from '../../components/untrusted-text';
import { afterWords, hostOf, portOf } from '../../words/change-words';
import './change-head.css';

/**
 * What is about to be altered, and where: what an operator must have read before anything else. Set in parts for the eye; to a
 * screen reader it is the sentence that queue and announcement have.
 */
export function ChangeHead({ approval }: { readonly approval: ChangeApproval }) {
  const { does, host } = approval.change;
  return (
    <h3 className="change-title">
      <span className="approval-sentence visually-hidden">{approval.sentence}</span>
      <span className="change-heading" aria-hidden="true">
        <span className="change-lead">
          {leadWords(approval)} about to change something at{' '}
          <HostName host={hostOf(host)} port={portOf(host)} />
        </span>
        <span className="change-does">
          <UntrustedText text={does} />
        </span>
      </span>
    </h3>
  );
}

function leadWords({ cause, action }: ChangeApproval): string {
  if (cause.kind === 'page') return 'The page, by itself, is';
  if (cause.kind === 'operator') return 'What was done by hand is';
  if (cause.afterMs !== null) return `${afterWords(cause.afterMs)} after step ${cause.step}, the page is`;
  return `${actionWords(action?.member ?? '', cause.step)} is`;
}

function actionWords(member: string, step: number): string {
  if (member.endsWith('_click')) return 'This click';
  if (member === 'key' || member === 'hold_key') return 'This key press';
  if (member === 'type') return 'This typing';
  if (member === 'left_click_drag' || member === 'left_mouse_up') return 'This drag';
  return `Step ${step}`;
}
