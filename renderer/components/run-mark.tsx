import './run-mark.css';

const HUES = 6;

/** A run's number on its colour: the same wherever something belongs to that run. Nothing while no number is known. */
export function RunMark({ number }: { readonly number: number | null }) {
  if (number === null) return null;
  return (
    <span className={`run-mark run-mark-${number % HUES}`} title={`Run ${number}`}>
      <span className="visually-hidden">Run </span>
      {number}
    </span>
  );
}
