import { OctagonAlert, Play } from 'lucide-react';
import type { ErrorCode } from '../../../shared/airlock-error';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { resetDraft } from '../../forms/draft-store';
import { openView } from '../../stores/navigation-store';
import { Readiness } from '../readiness/readiness';

/** Failures that the check-up in Settings explains and mends. */
const CHECK_UP_CODES: readonly ErrorCode[] = [
  'engine-unreachable',
  'image-missing',
  'disk-full',
  'sandbox-failed',
  'model-auth',
];

type StartBarProps = {
  readonly isStarting: boolean;
  readonly failure: { readonly code: ErrorCode; readonly message: string } | null;
  readonly errorCount: number;
};

export function StartBar({ isStarting, failure, errorCount }: StartBarProps) {
  return (
    <footer className="start-bar">
      <div className="new-run-column">
        {failure && (
          <Banner
            tone="denied"
            icon={OctagonAlert}
            role="alert"
            actions={
              CHECK_UP_CODES.includes(failure.code) && (
                <Button size="s" onClick={() => openView('settings')}>
                  Open the check-up
                </Button>
              )
            }
          >
            <strong>The run did not start.</strong> {escapeHidden(failure.message)} Nothing you entered is
            lost.
          </Banner>
        )}
        {!failure && <Readiness parts={['engine', 'image', 'isolation', 'disk']} />}
        <div className="start-row">
          <Button
            type="submit"
            tone="primary"
            size="l"
            icon={Play}
            keys="Ctrl+Shift+Enter"
            disabled={isStarting}
          >
            {isStarting ? 'Starting…' : 'Start run'}
          </Button>
          {errorCount > 0 && (
            <span className="start-errors" role="status">
              {errorCount === 1 ? 'One field needs' : `${errorCount} fields need`} your attention.
            </span>
          )}
          <Button tone="ghost" className="start-reset" onClick={resetDraft}>
            Clear the form
          </Button>
        </div>
      </div>
    </footer>
  );
}
