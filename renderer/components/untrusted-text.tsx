import { escapeHidden } from '../../shared/text/visible-text';

/** Text from a page or a model on one line: plain, every hidden character written out, its direction kept to itself. */
export function UntrustedText({ text }: { readonly text: string }) {
  return (
    <bdi className="untrusted" dir="auto">
      {escapeHidden(text)}
    </bdi>
  );
}

/** The same for longer words: line breaks stay line breaks, everything else hidden is written out. */
export function UntrustedBlock({ text }: { readonly text: string }) {
  return text.split('\n').map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity and no state
    <div className="untrusted" dir="auto" key={index}>
      {escapeHidden(line) || '\u00A0'}
    </div>
  ));
}
