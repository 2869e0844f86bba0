export function ReplayView({ sessionId }: { readonly sessionId: string }) {
  return <p>{sessionId}</p>;
}
