import { RefreshCw } from 'lucide-react';
import { OFFICIAL_MODEL_ADDRESS } from '../../../shared/domain/model-address';
import type { AppInfo } from '../../../shared/domain/settings';
import { escapeHidden, shortLabel } from '../../../shared/text/visible-text';
import { Button } from '../../components/button';
import { Field } from '../../components/field';
import { chosenModel } from '../../forms/chosen-model';
import { changeDraft } from '../../forms/draft-store';
import type { Draft } from '../../forms/run-draft';
import { refreshModels, useModels } from '../../stores/models-store';
import { usePreferences } from '../../stores/preferences-store';
import { listSource, modelNotes, modelOption } from '../../words/model-words';

type ModelFieldProps = {
  readonly draft: Draft;
  readonly info: AppInfo | null;
  readonly error: string | undefined;
};

/** Which model works on the task, by its name; what speaks against it stands below. */
export function ModelField({ draft, info, error }: ModelFieldProps) {
  const list = useModels((state) => state.list);
  const chosen = chosenModel(list.models, draft.model, info?.defaultModel ?? '');
  return (
    <div className="model-field">
      <Field id="model" label="Model" error={error} aside={listSource(list)}>
        <div className="model-choice">
          <select
            id="model"
            className="input model-select"
            aria-describedby={error === undefined ? 'model-notes' : 'model-note'}
            value={chosen?.row.id ?? ''}
            onChange={(event) => changeDraft({ model: event.target.value })}
          >
            {list.models.map((model) => (
              <option key={model.row.id} value={model.row.id}>
                {modelOption(model)}
              </option>
            ))}
          </select>
          <Button
            icon={RefreshCw}
            disabled={list.isAsking}
            aria-label="Ask again which models there are"
            title="Ask again which models there are"
            onClick={() => void refreshModels()}
          />
        </div>
      </Field>
      <div className="model-notes" id="model-notes">
        {chosen && <code>{escapeHidden(chosen.row.id)}</code>}
        {chosen && modelNotes(chosen).map((note) => <p key={note}>{note}</p>)}
        <OtherAddress />
      </div>
    </div>
  );
}

function OtherAddress() {
  const address = usePreferences((state) => state.preferences.modelAddress);
  if (address === null || address === OFFICIAL_MODEL_ADDRESS) return null;
  return (
    <p>
      Model at <bdi>{shortLabel(address, 300)}</bdi>
    </p>
  );
}
