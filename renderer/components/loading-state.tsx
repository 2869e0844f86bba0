import './loading-state.css';

/** Something is on its way; says what. */
export function LoadingState({ label }: { readonly label: string }) {
  return (
    <div className="loading-state" role="status">
      <span className="spinner" aria-hidden="true" />
      {label}
    </div>
  );
}
