import { escapeHidden } from '../../../shared/text/visible-text';
import { CopyButton } from './copy-button';
import { isCommand } from './is-command';

/** What to do, line by line; lines that are commands can be copied. */
export function Remedy({ text }: { readonly text: string }) {
  return (
    <div className="remedy">
      {text.split('\n').map((line) =>
        isCommand(line) ? (
          <div className="command" key={line}>
            <code>{escapeHidden(line.trim())}</code>
            <CopyButton text={line.trim()} label={`Copy: ${line.trim()}`} />
          </div>
        ) : (
          <p key={line}>{escapeHidden(line)}</p>
        ),
      )}
    </div>
  );
}
