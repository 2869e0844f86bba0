import { KeyRound, OctagonAlert, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { KeyStatus } from '../../../shared/domain/settings';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { Field } from '../../components/field';
import { deleteKey, saveKey, useApp } from '../../stores/app-store';
import { errorMessage } from '../../words/error-message';

const CAN_BE_DELETED: ReadonlySet<KeyStatus['source']> = new Set(['vault', 'memory', 'unreadable']);

/** The API key: saved or deleted, never shown. */
export function KeySection() {
  const key = useApp((state) => state.key);
  const [text, setText] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (work: () => Promise<void>): Promise<void> => {
    setIsBusy(true);
    setProblem(null);
    try {
      await work();
      setText('');
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setIsBusy(false);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '' && !isBusy) void run(() => saveKey(text.trim()));
  };
  return (
    <section className="settings-section" aria-label="API key">
      <header className="settings-section-head">
        <h2>API key</h2>
        <p className="faint">{key && statusWords(key)}</p>
      </header>
      {problem && (
        <Banner tone="denied" icon={OctagonAlert} role="alert">
          {problem}
        </Banner>
      )}
      <form className="key-form" onSubmit={onSubmit}>
        <Field id="api-key" label="Anthropic API key" hint={key ? placeWords(key) : undefined}>
          <input
            id="api-key"
            className="input"
            type="password"
            autoComplete="off"
            spellCheck={false}
            maxLength={500}
            placeholder={key !== null && key.ending !== '' ? `•••• ${key.ending}` : 'sk-ant-…'}
            aria-describedby="api-key-note"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Button type="submit" tone="primary" icon={KeyRound} disabled={isBusy || text.trim() === ''}>
          Save key
        </Button>
        {key !== null && CAN_BE_DELETED.has(key.source) && (
          <Button tone="danger" icon={Trash2} disabled={isBusy} onClick={() => void run(deleteKey)}>
            Delete key
          </Button>
        )}
      </form>
    </section>
  );
}

function statusWords({ source, ending }: KeyStatus): string {
  switch (source) {
    case 'none':
      return 'None saved: practice scenarios only';
    case 'unreadable':
      return 'One is saved and can’t be read: save it again';
    case 'environment':
      return `In use: ends in ${ending}, from ANTHROPIC_API_KEY`;
    case 'vault':
      return `In use: ends in ${ending}, from the system’s secret store`;
    case 'memory':
      return `In use: ends in ${ending}, for this start only`;
  }
}

function placeWords({ source, canPersist }: KeyStatus): string {
  if (source === 'environment') return 'ANTHROPIC_API_KEY is in use. A key saved here goes before it.';
  return canPersist
    ? 'Kept encrypted by the system’s secret store. It never enters a sandbox and is never shown again.'
    : 'This system offers no secret store: the key is kept in memory for this start only, never on disk.';
}
