type StepTextProps = {
  readonly done: string;
  /** From the page or the model, already escaped. */
  readonly quoted: string | null;
  readonly rest: string;
};

/** An action in words; what it quotes is set apart and keeps its direction to itself. */
export function StepText({ done, quoted, rest }: StepTextProps) {
  return (
    <>
      {done}
      {quoted !== null && (
        <>
          {' '}
          <q className="untrusted" dir="auto">
            {quoted}
          </q>
        </>
      )}
      {rest !== '' && <span className="faint"> {rest}</span>}
    </>
  );
}
