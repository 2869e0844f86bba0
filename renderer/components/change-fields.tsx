import { Fragment, useId, useState } from 'react';
import type { Change, ChangeField } from '../../shared/domain/change';
import { isBlank } from '../../shared/text/element-label';
import { escapeHidden } from '../../shared/text/visible-text';
import { formatBytes } from '../words/format-bytes';
import { LookAlikeNote } from './look-alike-note';
import { UntrustedBlock, UntrustedText } from './untrusted-text';
import './change-fields.css';

/** Rows that are shown before the rest is asked for. */
const FIRST_ROWS = 8;

type ChangeFieldsProps = {
  readonly change: Change;
  /** `waits`: it can still be decided. `past`: it is told from the record. */
  readonly when: 'waits' | 'past';
};

/** What a request sends, field by field, as far as it could be read: those first that a reader must see. */
export function ChangeFields({ change, when }: ChangeFieldsProps) {
  const size = <span className="faint">{sizeWords(change)}</span>;
  if (when === 'past') {
    return (
      <div className="change-fields">
        <p className="change-fields-title">What it sends {size}</p>
        <Sent change={change} title="What it sends" />
      </div>
    );
  }
  return (
    <section className="change-fields" aria-label="What would be sent">
      <h3 className="change-fields-title">What would be sent {size}</h3>
      <Sent change={change} title="What would be sent" />
    </section>
  );
}

function Sent({ change, title }: { readonly change: Change; readonly title: string }) {
  const { fields, files } = change;
  const note = unreadWords(change);
  return (
    <>
      {fields.length > 0 && <Rows fields={fields} title={title} />}
      {files.length > 0 && (
        <ul className="change-files" aria-label="Files that it carries">
          {files.map((file, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none has a state
            <li key={index}>
              File <UntrustedText text={file.name || 'without a name'} />{' '}
              <span className="faint">
                <UntrustedText text={fileWords(file)} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {note !== null && <p className={isWarning(change) ? 'change-unread' : 'muted'}>{note}</p>}
    </>
  );
}

/** `text/csv, 4.1 kB`, as far as it is said. */
function fileWords({ type, bytes }: Change['files'][number]): string {
  return [type, bytes === null ? '' : formatBytes(bytes)].filter((part) => part !== '').join(', ');
}

function Rows({ fields, title }: { readonly fields: readonly ChangeField[]; readonly title: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const table = useId();
  const rest = fields.length - FIRST_ROWS;
  const shown = isOpen ? fields : fields.slice(0, FIRST_ROWS);
  return (
    <>
      <table id={table} aria-label={title}>
        <colgroup>
          <col className="change-names" />
          <col />
        </colgroup>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((field, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two fields may have one name, and none has a state
            <Row key={index} field={field} />
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <button
          type="button"
          className="change-rest"
          aria-expanded={isOpen}
          aria-controls={table}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? 'Show fewer' : `Show ${rest} more ${rest === 1 ? 'field' : 'fields'}`}
        </button>
      )}
    </>
  );
}

function Row({ field: { name, value, meaning, isSecret, isCut } }: { readonly field: ChangeField }) {
  return (
    <tr data-meaning={meaning}>
      <th scope="row">{isBlank(name) ? <em>without a name</em> : <FieldName name={name} />}</th>
      <td>
        {isSecret && <span className="muted">•••• (kept secret)</span>}
        {!isSecret && value === '' && <span className="muted">empty</span>}
        {!isSecret && value !== '' && <UntrustedBlock text={value} />}
        {isCut && !isSecret && <span className="faint">… and more; only its beginning is shown</span>}
        <LookAlikeNote text={`${name}\n${isSecret ? '' : value}`} />
      </td>
    </tr>
  );
}

/** `input.receiver.iban`: broken, where it has to be, behind a dot and the like. */
function FieldName({ name }: { readonly name: string }) {
  const parts = escapeHidden(name).split(/(?<=[.\]_/-])/u);
  return (
    <bdi className="untrusted" dir="auto">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other identity and no state
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </bdi>
  );
}

const FORMATS: Readonly<Record<Change['format'], string>> = {
  none: '',
  form: 'a form',
  multipart: 'a form with files',
  json: 'JSON',
  graphql: 'GraphQL',
  'json-rpc': 'JSON-RPC',
  'odata-batch': 'an OData batch',
  soap: 'SOAP',
  postback: 'a postback',
  text: 'text',
  binary: 'binary data',
  stream: 'a stream',
};

/** `JSON, 412 B`; empty where there is no body. */
function sizeWords({ format, bytes }: Change): string {
  return [FORMATS[format], bytes === null || format === 'none' ? '' : formatBytes(bytes)]
    .filter(Boolean)
    .join(', ');
}

function isWarning({ format, isCut }: Change): boolean {
  return isCut || format === 'stream' || format === 'binary';
}

/** What of it does not stand above. */
function unreadWords({ format, isCut, fields, files }: Change): string | null {
  if (isCut) return 'Only the beginning of it was read: it sends more than stands here.';
  if (format === 'stream') return 'The browser does not tell what it sends.';
  if (fields.length + files.length > 0) return null;
  if (format === 'none') return 'Nothing beside its address.';
  return format === 'binary' ? 'It can’t be read as fields.' : 'It has no fields.';
}
