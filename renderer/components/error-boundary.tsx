import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from './button';
import { EmptyState } from './empty-state';

type ErrorBoundaryProps = {
  /** What is inside, for the message: `The replay`. */
  readonly what: string;
  readonly children: ReactNode;
};
type ErrorBoundaryState = { readonly message: string | null };

/** Keeps a fault of one view inside it: the rest of the console, approvals above all, stays usable. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { message: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <EmptyState
        icon={TriangleAlert}
        tone="denied"
        title={`${this.props.what} can’t be shown`}
        actions={<Button onClick={() => this.setState({ message: null })}>Try again</Button>}
      >
        <p>Runs go on and stay under control; only this part of the window has failed.</p>
        <p className="mono faint">{message}</p>
      </EmptyState>
    );
  }
}
