import { CircleX, Hammer } from 'lucide-react';
import { useEffect } from 'react';
import type { CheckUpItem } from '../../../shared/domain/check-up';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Button } from '../../components/button';
import { buildImage, runCheckUp, useCheckUp } from '../../stores/check-up-store';
import { openView } from '../../stores/navigation-store';
import './readiness.css';

type ReadinessProps = {
  /** Of the check-up; what is missing of the others is no hindrance here. */
  readonly parts: readonly CheckUpItem['id'][];
};

/** What keeps a run from starting, told before anybody fills in a form. Nothing where nothing does. */
export function Readiness({ parts }: ReadinessProps) {
  const checkUp = useCheckUp((state) => state.checkUp);
  const isBuilding = useCheckUp(({ build }) => build.state === 'building');
  useEffect(() => {
    void runCheckUp();
  }, []);
  const missing = checkUp?.items.filter(({ id, state }) => state === 'missing' && parts.includes(id)) ?? [];
  if (missing.length === 0) return null;
  const isImageAlone = missing.every(({ id }) => id === 'image');
  return (
    <section className="readiness" aria-label="Not ready to run">
      <ul>
        {missing.map(({ id, label, found }) => (
          <li key={id}>
            <CircleX aria-hidden="true" />
            <span>
              <strong>{label}</strong> {escapeHidden(found)}
            </span>
          </li>
        ))}
      </ul>
      <div className="readiness-tools">
        {isImageAlone && (
          <Button
            size="s"
            icon={Hammer}
            tone="primary"
            disabled={isBuilding}
            onClick={() => void buildImage()}
          >
            {isBuilding ? 'Building, some minutes…' : 'Build image'}
          </Button>
        )}
        <Button size="s" onClick={() => openView('settings')}>
          Open the check-up
        </Button>
      </div>
    </section>
  );
}
