import { ErrorBoundary } from './components/error-boundary';
import { ApprovalsDock } from './features/approvals/approvals-dock';
import { LiveView } from './features/live/live-view';
import { NewRunView } from './features/new-run/new-run-view';
import { PoliciesView } from './features/policies/policies-view';
import { ReplayView } from './features/replay/replay-view';
import { SessionsView } from './features/sessions/sessions-view';
import { SettingsView } from './features/settings/settings-view';
import { NavigationRail } from './shell/navigation-rail';
import { Notices } from './shell/notices';
import { TitleBar } from './shell/title-bar';
import { useAppShortcuts } from './shell/use-app-shortcuts';
import { useWindowTitle } from './shell/use-window-title';
import { useApprovals } from './stores/approvals-store';
import { useNavigation, type View } from './stores/navigation-store';
import './shell/shell.css';

const NAMES: Record<View, string> = {
  live: 'The live view',
  'new-run': 'The form for a new run',
  sessions: 'The sessions',
  policies: 'The policies',
  settings: 'The settings',
};

export function App() {
  const view = useNavigation((state) => state.view);
  const hasApproval = useApprovals((state) => state.focusedId !== null);
  const isZoomed = useApprovals((state) => state.isZoomed);
  useAppShortcuts();
  useWindowTitle();
  return (
    <div className="shell" data-dock={hasApproval ? (isZoomed ? 'large' : 'open') : 'closed'}>
      <TitleBar />
      <NavigationRail />
      <main className="shell-main">
        <ErrorBoundary key={view} what={NAMES[view]}>
          <CurrentView view={view} />
        </ErrorBoundary>
      </main>
      <div className="shell-dock">
        <ErrorBoundary what="The approval">
          <ApprovalsDock />
        </ErrorBoundary>
      </div>
      <Notices />
    </div>
  );
}

function CurrentView({ view }: { readonly view: View }) {
  const replayId = useNavigation((state) => state.replayId);
  switch (view) {
    case 'live':
      return <LiveView />;
    case 'new-run':
      return <NewRunView />;
    case 'sessions':
      return replayId === null ? <SessionsView /> : <ReplayView key={replayId} sessionId={replayId} />;
    case 'policies':
      return <PoliciesView />;
    case 'settings':
      return <SettingsView />;
  }
}
