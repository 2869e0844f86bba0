import { ScrollText, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { LoadingState } from '../../components/loading-state';
import {
  forgetDeleted,
  hasChanges,
  isOvertaken,
  selectPolicy,
  usePolicyDrafts,
} from '../../forms/policy-drafts';
import { loadPolicies, usePolicies } from '../../stores/policies-store';
import { PolicyEditor } from './policy-editor';
import { PolicyList } from './policy-list';
import './policies.css';

/** The policies that runs can be started with: those that come with Airlock, and the operator's own. */
export function PoliciesView() {
  const { policies, load } = usePolicies();
  const { drafts, selectedId } = usePolicyDrafts();
  useEffect(() => {
    void loadPolicies();
    return forgetDeleted;
  }, []);
  const draft = selectedId === null ? undefined : drafts[selectedId];
  const [first] = policies;
  const stored = policies.find(({ id }) => id === selectedId);
  useEffect(() => {
    if (draft === undefined && first !== undefined) selectPolicy(stored ?? first);
    // Changed on disk and not here: the file's own is shown.
    else if (
      draft !== undefined &&
      stored !== undefined &&
      !hasChanges(draft) &&
      isOvertaken(draft, stored)
    ) {
      selectPolicy(stored);
    }
  }, [draft, first, stored]);
  if (load.kind === 'failed' && policies.length === 0) {
    return (
      <EmptyState
        icon={TriangleAlert}
        tone="denied"
        title="The policies could not be read"
        actions={<Button onClick={() => void loadPolicies()}>Try again</Button>}
      >
        {load.message}
      </EmptyState>
    );
  }
  return (
    <div className="policies">
      <PolicyList />
      {draft !== undefined && selectedId !== null ? (
        <PolicyEditor key={selectedId} id={selectedId} draft={draft} stored={stored} />
      ) : load.kind === 'loading' ? (
        <LoadingState label="Reading the policies…" />
      ) : (
        <EmptyState icon={ScrollText} title="Choose a policy" />
      )}
    </div>
  );
}
