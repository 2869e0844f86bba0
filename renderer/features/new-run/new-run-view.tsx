export function NewRunView() {
  return <p>NewRunView</p>;
}
