import { Server } from 'lucide-react';
import { OFFICIAL_MODEL_ADDRESS } from '../../shared/domain/model-address';
import type { Session } from '../../shared/domain/session';
import { shortLabel } from '../../shared/text/visible-text';
import { Badge } from './badge';
import { PracticeBadge } from './practice-badge';

/** Who plays the agent of a run, and where it is asked when that is not the official address. */
export function RunModel({ session }: { readonly session: Session }) {
  const { settings, modelAddress } = session;
  if (settings.model.kind === 'practice') return <PracticeBadge />;
  const isElsewhere = modelAddress !== null && modelAddress !== OFFICIAL_MODEL_ADDRESS;
  return (
    <>
      <Badge title="Model of this run">{shortLabel(settings.model.model, 40)}</Badge>
      {isElsewhere && (
        <Badge icon={Server} title={`Not the official address: ${shortLabel(modelAddress, 300)}`}>
          Model at <bdi>{shortLabel(modelAddress, 60)}</bdi>
        </Badge>
      )}
    </>
  );
}
