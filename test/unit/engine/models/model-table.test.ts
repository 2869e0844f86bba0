import { describe, expect, it } from 'vitest';
import {
  DEFAULT_MODEL,
  isKnownModel,
  MODEL_TABLE,
  modelRow,
} from '../../../../electron/engine/models/model-table';
import { ModelRow } from '../../../../shared/domain/model-row';

describe('the table of models', () => {
  it('assumes little of a model that it does not know', () => {
    for (const id of ['claude-opus-9', '__proto__', 'constructor', '']) {
      expect(isKnownModel(id)).toBe(false);
      expect(modelRow(id)).toMatchObject({
        id,
        takesSystemMessages: false,
        compaction: 'none',
        efforts: [],
        takesTaskBudget: false,
      });
    }
  });

  it('holds whole rows, each model once, the suggested one first', () => {
    for (const row of MODEL_TABLE) expect(ModelRow.parse(row)).toEqual(row);
    const ids = MODEL_TABLE.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBe(DEFAULT_MODEL);
  });

  it('knows a dated snapshot as the model that it is one of', () => {
    expect(modelRow('claude-haiku-4-5-20251001')).toEqual({
      ...modelRow('claude-haiku-4-5'),
      id: 'claude-haiku-4-5-20251001',
    });
    expect(isKnownModel('claude-haiku-4-5-2025')).toBe(false);
  });

  it('takes the model of a practice scenario for a current one', () => {
    const { computerTool, takesSystemMessages, compaction } = modelRow('practice-supplier-payment');
    expect([computerTool, takesSystemMessages, compaction]).toEqual([
      'computer_toolset_20260801',
      true,
      'on-demand',
    ]);
  });

  it('gives the tool of the toolset to no model before 5', () => {
    const old = MODEL_TABLE.filter(({ id }) => /-4-\d/.test(id));
    expect(old.map(({ computerTool }) => computerTool)).not.toContain('computer_toolset_20260801');
    expect(old).toHaveLength(7);
  });
});
