import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button';
import { copyText } from '../../stores/clipboard';

const SHOWN_MS = 1500;

export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (): void => {
    copyText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  return (
    <Button tone="ghost" size="s" icon={state === 'copied' ? Check : Copy} aria-label={label} onClick={copy}>
      {state === 'failed' ? 'Select and copy by hand' : state === 'copied' ? 'Copied' : 'Copy'}
    </Button>
  );
}
