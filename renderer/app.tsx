import { ErrorBoundary } from './components/error-boundary';
import { ApprovalAnnouncer } from './features/approvals/approval-announcer';
import { ApprovalsDock } from './features/approvals/approvals-dock';
import { CredentialsView } from './features/credentials/credentials-view';
import { LiveView } from './features/live/live-view';
import { NewRunView } from './features/new-run/new-run-view';
import { PoliciesView } from './features/policies/policies-view';
import { ReplayView } from './features/replay/replay-view';
import { SessionsView } from './features/sessions/sessions-view';
import { SettingsView } from './features/settings/settings-view';
import { NavigationRail } from './shell/navigation-rail';
import { ShortcutSheet } from './shell/shortcut-sheet';
import { TitleBar } from './shell/title-bar';
import { useAppShortcuts } from './shell/use-app-shortcuts';
import { useKeptDock } from './shell/use-kept-dock';
import { useKeptFocus } from './shell/use-kept-focus';
import { useWindowTitle } from './shell/use-window-title';
import { useApprovals } from './stores/approvals-store';
import { useNavigation, type View } from './stores/navigation-store';
import './shell/shell.css';

const NAMES: Record<View, string> = {
  live: 'The live view',
  'new-run': 'The form for a new run',
  sessions: 'The sessions',
  policies: 'The policies',
  credentials: 'The credentials',
  settings: 'The settings',
};

export function App() {
  const view = useNavigation((state) => state.view);
  const hasApproval = useApprovals((state) => state.focusedId !== null);
  const isDockKept = useKeptDock(view);
  const isZoomed = useApprovals((state) => state.isZoomed);
  const shell = useKeptFocus();
  useAppShortcuts();
  useWindowTitle();
  return (
    <div
      ref={shell}
      className="shell"
      data-dock={hasApproval && isZoomed ? 'large' : hasApproval || isDockKept ? 'open' : 'closed'}
    >
      <TitleBar />
      <NavigationRail />
      <main className="shell-main" tabIndex={-1}>
        <ErrorBoundary key={view} what={NAMES[view]}>
          <CurrentView view={view} />
        </ErrorBoundary>
      </main>
      <div className="shell-dock">
        <ErrorBoundary what="The approval">
          <ApprovalsDock isKept={isDockKept} />
        </ErrorBoundary>
      </div>
      <ApprovalAnnouncer />
      <ShortcutSheet />
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
    case 'credentials':
      return <CredentialsView />;
    case 'settings':
      return <SettingsView />;
  }
}
