import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { AddedHost } from '../../../shared/domain/hosts';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Button } from '../../components/button';
import { Field } from '../../components/field';
import { saveHosts, useHosts } from '../../stores/hosts-store';

const EMPTY = { name: '', address: '', certificates: '' };

/** Adds an engine by its address. What is typed stays until the engine has taken it. */
export function AddEngineForm({ added }: { readonly added: readonly AddedHost[] }) {
  const [form, setForm] = useState(EMPTY);
  const [problem, setProblem] = useState<string | null>(null);
  const isSaving = useHosts((state) => state.isSaving);
  const change = (field: keyof typeof EMPTY, value: string): void => {
    setForm((before) => ({ ...before, [field]: value }));
    setProblem(null);
  };
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const certificates = form.certificates.trim() === '' ? null : form.certificates;
    const engine = AddedHost.safeParse({ ...form, certificates });
    if (!engine.success) {
      setProblem('Give it a name and an address.');
      return;
    }
    const refused = await saveHosts({ added: [...added, engine.data] });
    setProblem(refused);
    if (refused === null) setForm(EMPTY);
  };
  return (
    <form
      className="engine-form"
      aria-label="Add an engine"
      noValidate
      onSubmit={(event) => void onSubmit(event)}
    >
      <Field id="engine-name" label="Name">
        <input
          id="engine-name"
          className="input"
          placeholder="Build host"
          value={form.name}
          onChange={(event) => change('name', event.target.value)}
        />
      </Field>
      <Field
        id="engine-address"
        label="Address"
        error={problem === null ? undefined : escapeHidden(problem)}
        hint="ssh://user@host, tcp://host:2376 with TLS, or unix:///path"
      >
        <input
          id="engine-address"
          className="input"
          spellCheck={false}
          placeholder="ssh://ops@build-host"
          aria-invalid={problem !== null}
          aria-describedby="engine-address-note"
          value={form.address}
          onChange={(event) => change('address', event.target.value)}
        />
      </Field>
      <Field
        id="engine-certificates"
        label="Certificates folder"
        hint="For tcp: holds ca.pem, cert.pem and key.pem"
      >
        <input
          id="engine-certificates"
          className="input"
          spellCheck={false}
          value={form.certificates}
          onChange={(event) => change('certificates', event.target.value)}
        />
      </Field>
      <Button icon={Plus} type="submit" disabled={isSaving}>
        {isSaving ? 'Adding…' : 'Add'}
      </Button>
    </form>
  );
}
