import { Copy, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { MAX_SELECTOR, type MaskPreview, type PickedElement } from '../../../shared/domain/picking';
import type { StoredPolicy } from '../../../shared/domain/policy-document';
import type { Session } from '../../../shared/domain/session';
import { Button } from '../../components/button';
import {
  addMask,
  choose,
  copySelector,
  type MaskChoice,
  pickAnother,
  useMaskPicker,
} from '../../stores/mask-picker';
import { loadPolicies, usePolicies } from '../../stores/policies-store';
import { OpaqueNote } from './opaque-note';

const UNKNOWN: Readonly<Record<Extract<MaskPreview, { kind: 'unknown' }>['reason'], string>> = {
  invalid: 'This is no CSS selector.',
  dialog: 'A dialog of the page is open: what it would mask can’t be told until that is closed.',
  silent: 'The page does not answer: what it would mask can’t be told now.',
  unplaced:
    'It matches something whose place on the screen can’t be told. All that pages show would be masked.',
};

/** What was chosen: how it is named, what it would mask, and where that goes. */
export function ChosenMask({ session }: { readonly session: Session }) {
  const { chosen, preview } = useMaskPicker();
  if (chosen === null) return null;
  const { element, choice } = chosen;
  return (
    <>
      <div className="pick-row">
        <fieldset className="pick-choices">
          <legend className="visually-hidden">What to mask</legend>
          {choicesOf(element).map(({ words, of }) => (
            <label className="pick-choice" key={words}>
              <input
                type="radio"
                name="pick-choice"
                checked={isSame(of, choice)}
                onChange={() => void choose(element, of)}
              />
              {words}
            </label>
          ))}
        </fieldset>
        <Naming element={element} choice={choice} />
      </div>
      {element.isOpaque && <OpaqueNote />}
      <div className="pick-row">
        <p className="pick-what" aria-live="polite">
          {preview === null ? 'Looking at what it would mask…' : wordsOf(preview)}
        </p>
        <Target session={session} choice={choice} isUsable={isUsable(choice, preview)} />
      </div>
    </>
  );
}

function Naming({ element, choice }: { readonly element: PickedElement; readonly choice: MaskChoice }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { x, y, width, height } = element.box;
  if (choice.kind === 'place')
    return (
      <p className="pick-what">
        From {Math.floor(x)}, {Math.floor(y)} to {Math.ceil(x + width) - 1}, {Math.ceil(y + height) - 1}: it
        stays there, whatever is shown.
      </p>
    );
  return (
    <input
      className="input mono"
      aria-label="Selector"
      aria-invalid={choice.selector === ''}
      ref={field}
      maxLength={MAX_SELECTOR}
      spellCheck={false}
      value={choice.selector}
      onChange={(event) => void choose(element, { kind: 'selector', selector: event.target.value })}
    />
  );
}

type TargetProps = { readonly session: Session; readonly choice: MaskChoice; readonly isUsable: boolean };

/** Which policy it goes into. A preset stays as it is: a copy of it is made. */
function Target({ session, choice, isUsable }: TargetProps) {
  const policies = usePolicies((state) => state.policies);
  const { policyId } = useMaskPicker();
  const [chosenId, setChosenId] = useState<string | null>(policyId);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => void loadPolicies(), []);
  const usual = policies.find(({ name }) => name === session.settings.policy.name);
  const target = policies.find(({ id }) => id === chosenId) ?? usual ?? policies[0];
  const add = async (stored: StoredPolicy): Promise<void> => {
    setBusy(true);
    await addMask(stored, choice);
    setBusy(false);
  };
  return (
    <div className="pick-actions">
      <select
        className="input pick-policy"
        aria-label="Policy"
        value={target?.id ?? ''}
        onChange={(event) => setChosenId(event.target.value)}
      >
        {policies.map(({ id, name, isPreset }) => (
          <option key={id} value={id}>
            {isPreset ? `A copy of ${name}` : name}
          </option>
        ))}
      </select>
      <Button
        size="s"
        tone="primary"
        icon={Plus}
        disabled={!isUsable || isBusy || target === undefined}
        onClick={() => target && void add(target)}
      >
        Add to policy
      </Button>
      {choice.kind === 'selector' && (
        <Button
          size="s"
          icon={Copy}
          disabled={choice.selector === ''}
          onClick={() => void copySelector(choice.selector)}
        >
          Copy
        </Button>
      )}
      <Button size="s" onClick={pickAnother}>
        Pick another
      </Button>
    </div>
  );
}

function choicesOf({
  selectors,
  box,
}: PickedElement): readonly { readonly words: string; readonly of: MaskChoice }[] {
  const [alone, ...alike] = selectors.map((selector) => ({ kind: 'selector', selector }) as const);
  return [
    ...(alone === undefined ? [] : [{ words: 'This alone', of: alone }]),
    ...alike.map((of, index) => ({ words: index === 0 ? 'All like it' : 'Or all like it', of })),
    { words: 'This place', of: { kind: 'place', box } },
  ];
}

function isSame(one: MaskChoice, other: MaskChoice): boolean {
  if (one.kind === 'selector') return other.kind === 'selector' && one.selector === other.selector;
  return other.kind === 'place';
}

function isUsable(choice: MaskChoice, preview: MaskPreview | null): boolean {
  if (choice.kind === 'place') return true;
  return choice.selector !== '' && !(preview?.kind === 'unknown' && preview.reason === 'invalid');
}

function wordsOf(preview: MaskPreview): string {
  if (preview.kind === 'unknown') return UNKNOWN[preview.reason];
  const { length } = preview.boxes;
  if (length === 0) return 'It masks nothing that can be seen now.';
  return `It masks ${length === 1 ? 'one place' : `${length} places`} on the screen now.`;
}
