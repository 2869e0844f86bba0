import { type FormEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { AirlockError, type ErrorCode } from '../../../shared/airlock-error';
import { chosenModel } from '../../forms/chosen-model';
import { useDraft } from '../../forms/draft-store';
import { type DraftErrors, draftToSettings } from '../../forms/run-draft';
import { useApp } from '../../stores/app-store';
import { useModels } from '../../stores/models-store';
import { startSession } from '../../stores/sessions-store';
import { errorMessage } from '../../words/error-message';
import { AdvancedSection } from './advanced-section';
import { AgentSection } from './agent-section';
import { BudgetSection } from './budget-section';
import { PolicySection } from './policy-section';
import { ReachSection } from './reach-section';
import { StartBar } from './start-bar';
import { TaskSection } from './task-section';
import './new-run.css';

export type StartFailure = { readonly code: ErrorCode; readonly message: string };

/** Everything the operator chooses before a run. What is typed is kept until the run starts, and after. */
export function NewRunView() {
  const draft = useDraft((state) => state.draft);
  const info = useApp((state) => state.info);
  const hasKey = useApp((state) => state.key !== null && state.key.ending !== '');
  const form = useRef<HTMLFormElement>(null);
  const [hasTried, setHasTried] = useState(false);
  const [isStarting, setIsStarting] = useState(false);
  const [failure, setFailure] = useState<StartFailure | null>(null);
  const isMounted = useIsMounted();
  const models = useModels((state) => state.list.models);
  const result = useMemo(() => {
    const suggested = info?.defaultModel ?? '';
    const row = chosenModel(models, draft.model, suggested)?.row;
    return draftToSettings(draft, row?.id ?? suggested, row);
  }, [draft, info, models]);
  const found = errorsOf(result, draft.modelKind === 'claude' && !hasKey);
  // A task that is too long is said at once; the rest when the operator wants to start.
  const shown: DraftErrors = hasTried ? found : onlyTooLong(found, draft.task);

  const start = async (): Promise<void> => {
    setHasTried(true);
    setFailure(null);
    if (result.kind === 'invalid' || Object.keys(found).length > 0) {
      requestAnimationFrame(() => focusFirstError(form.current));
      return;
    }
    setIsStarting(true);
    try {
      await startSession(result.settings);
    } catch (error) {
      const code = error instanceof AirlockError ? error.code : 'internal';
      if (isMounted()) setFailure({ code, message: errorMessage(error) });
    } finally {
      if (isMounted()) setIsStarting(false);
    }
  };
  useStartChord(() => {
    if (!isStarting) void start();
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isStarting) void start();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter in a field must not start a run by accident.
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
  };
  return (
    <form
      className="new-run"
      ref={form}
      aria-label="New run"
      noValidate
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      <div className="new-run-scroll">
        <div className="new-run-column">
          <h1>New run</h1>
          <AgentSection draft={draft} hasKey={hasKey} info={info} error={shown.model} />
          <TaskSection draft={draft} error={shown.task} />
          <ReachSection draft={draft} errors={shown} />
          <PolicySection draft={draft} error={shown.policy} />
          <BudgetSection draft={draft} errors={shown} />
          <AdvancedSection draft={draft} errors={shown} />
        </div>
      </div>
      <StartBar
        isStarting={isStarting}
        failure={failure}
        errorCount={hasTried ? Object.keys(found).length : 0}
      />
    </form>
  );
}

function errorsOf(result: ReturnType<typeof draftToSettings>, lacksKey: boolean): DraftErrors {
  const errors = result.kind === 'invalid' ? result.errors : {};
  return lacksKey
    ? { ...errors, model: 'Claude needs an API key. Save one in Settings, or practise.' }
    : errors;
}

function onlyTooLong(errors: DraftErrors, task: string): DraftErrors {
  return errors.task !== undefined && task.trim() !== '' ? { task: errors.task } : {};
}

function focusFirstError(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>(
    '.field-invalid input, .field-invalid textarea, .field-invalid select',
  );
  field?.closest('details')?.setAttribute('open', '');
  field?.focus();
}

function useIsMounted(): () => boolean {
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  return () => mounted.current;
}

/** Ctrl+Shift+Enter starts from anywhere but a card, whose keys are its own. */
function useStartChord(start: () => void): void {
  const latest = useRef(start);
  latest.current = start;
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      const isChord = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.shiftKey;
      if (!isChord || event.altKey || event.repeat) return;
      if (event.target instanceof Element && event.target.closest('.shell-dock')) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
