import type { Credential, CredentialKind } from '../../../shared/domain/credential';
import { readCredentialOrigin } from '../../../shared/domain/credential-origin';
import { Field } from '../../components/field';
import {
  type CredentialForm,
  type FormField,
  type FormProblem,
  formOf,
  KIND_NAMES,
  PLACE_NAMES,
  type Place,
  type SecretName,
  secretsOf,
} from '../../forms/credential-form';
import { ChipsField, type EntryReading } from '../policies/chips-field';
import { PolicyChoice } from './policy-choice';
import { SecretField } from './secret-field';

type FieldsProps = {
  readonly form: CredentialForm;
  readonly saved: Credential | null;
  readonly problems: readonly FormProblem[];
  readonly onChange: (change: Partial<CredentialForm>) => void;
};

/** Kinds whose secret somebody can type. */
const TYPED_KINDS: readonly CredentialKind[] = ['login', 'header', 'secret'];

const REFERENCE_HINTS: Readonly<Record<Exclude<Place, 'airlock'>, string>> = {
  op: 'op://vault/item, or op://vault/item/field',
  bw: 'The entry’s id, or a name that only it has',
  pass: 'Its path in the store, such as web/acme',
  'keepassxc-cli': '/path/to/database.kdbx:group/entry',
};

/** What an entry is, where it may be used and by whom, in the order in which people think of it. */
export function CredentialFields(props: FieldsProps) {
  const { form, saved, problems, onChange } = props;
  const isTyped = TYPED_KINDS.includes(form.kind);
  return (
    <>
      <div className="credential-pair">
        <TextField
          {...props}
          field="name"
          label="Name"
          hint="What agents call it by"
          placeholder="Acme billing"
        />
        <Field id="credential-kind" label="Kind" hint={saved !== null && 'Stays what it is'}>
          <select
            id="credential-kind"
            className="input"
            value={form.kind}
            disabled={saved !== null}
            aria-describedby="credential-kind-note"
            onChange={(event) => onChange({ kind: event.target.value as CredentialKind })}
          >
            {(isTyped ? TYPED_KINDS : [form.kind]).map((kind) => (
              <option key={kind} value={kind}>
                {KIND_NAMES[kind]}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Field
        id="credential-origins"
        label="Only at these sites"
        hint="Exactly these: not the sites below or beside them"
        error={messageAt(problems, 'origins')}
      >
        <ChipsField
          id="credential-origins"
          label="Sites"
          entries={form.origins}
          placeholder="https://app.example.com"
          read={readOrigin}
          onChange={(origins) => onChange({ origins })}
        />
      </Field>
      {isTyped && <PlaceFields {...props} />}
      {form.kind === 'login' && (
        <TextField {...props} field="account" label="User name" hint={accountHint(form.place)} />
      )}
      {form.kind === 'header' && (
        <TextField {...props} field="headerName" label="Header" placeholder="Authorization" />
      )}
      {secretsOf(form).map((name) => (
        <SecretInputField key={name} name={name} {...props} />
      ))}
      {form.kind !== 'login' && (
        <TextField {...props} field="account" label="Note" hint="Whose it is, for your eyes only" />
      )}
      <PolicyChoice chosen={form.policies} onChange={(policies) => onChange({ policies })} />
    </>
  );
}

function PlaceFields(props: FieldsProps) {
  const { form, onChange } = props;
  const { place } = form;
  return (
    <>
      <Field
        id="credential-place"
        label="Kept in"
        hint={
          place === 'airlock'
            ? 'Encrypted on this machine'
            : `Asked for with the program ${place} each time; Airlock keeps no copy`
        }
      >
        <select
          id="credential-place"
          className="input"
          value={place}
          aria-describedby="credential-place-note"
          onChange={(event) => onChange({ place: event.target.value as Place })}
        >
          {Object.entries(PLACE_NAMES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </Field>
      {place !== 'airlock' && (
        <TextField {...props} field="reference" label="Entry there" hint={REFERENCE_HINTS[place]} />
      )}
      {place !== 'airlock' && form.kind === 'login' && (
        <label className="credential-check">
          <input
            type="checkbox"
            checked={form.hasCode}
            onChange={(event) => onChange({ hasCode: event.target.checked })}
          />
          It makes one-time codes
        </label>
      )}
    </>
  );
}

type TextFieldProps = FieldsProps & {
  readonly field: 'name' | 'account' | 'headerName' | 'reference';
  readonly label: string;
  readonly hint?: string | undefined;
  readonly placeholder?: string;
};

function TextField({ form, problems, onChange, field, label, hint, placeholder }: TextFieldProps) {
  const id = `credential-${field}`;
  const error = messageAt(problems, field);
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        className="input"
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        placeholder={placeholder}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-note`}
        value={form[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </Field>
  );
}

const SECRET_LABELS: Readonly<Record<SecretName, { readonly label: string; readonly hint?: string }>> = {
  password: { label: 'Password' },
  seed: {
    label: 'One-time codes',
    hint: 'Only if the site asks for them: the secret key that it shows, or its otpauth:// address',
  },
  header: { label: 'Value', hint: 'The whole of it, such as Bearer …' },
  secret: { label: 'Secret' },
  unlock: { label: 'Password of the database', hint: 'Given to KeePassXC each time, over a pipe' },
};

function SecretInputField({
  name,
  form,
  saved,
  problems,
  onChange,
}: FieldsProps & { readonly name: SecretName }) {
  const { label, hint } = SECRET_LABELS[name];
  return (
    <SecretField
      id={`credential-${name}`}
      label={label}
      {...(hint !== undefined && { hint })}
      error={messageAt(problems, name)}
      isSaved={formOf(saved).secrets[name].kind === 'kept'}
      isOptional={name === 'seed'}
      isLong={name === 'secret'}
      input={form.secrets[name]}
      onChange={(input) => onChange({ secrets: { ...form.secrets, [name]: input } })}
    />
  );
}

function readOrigin(text: string): EntryReading {
  const reading = readCredentialOrigin(text);
  if (reading.kind === 'origin') return { kind: 'entry', entry: reading.origin };
  return { kind: 'invalid', reason: reading.problem };
}

function messageAt(problems: readonly FormProblem[], field: FormField): string | undefined {
  return problems.find((problem) => problem.field === field)?.message;
}

function accountHint(place: Place): string | undefined {
  return place === 'airlock' ? undefined : 'Leave it empty to have it asked for as well';
}
