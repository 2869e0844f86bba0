import type { ModelList } from '../../shared/domain/model-list';
import type { ModelRow } from '../../shared/domain/model-row';

function fakeRow(id: string, name: string, changes: Partial<ModelRow> = {}): ModelRow {
  return {
    id,
    name,
    computerTool: 'computer_toolset_20260801',
    takesSystemMessages: true,
    compaction: 'on-demand',
    maxInputTokens: 1_000_000,
    maxOutputTokens: 128_000,
    mostPictures: 600,
    efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
    thinking: ['adaptive'],
    displays: ['updates', 'summarized', 'omitted'],
    takesTaskBudget: true,
    keepsData: false,
    byInvitation: false,
    retiresAt: null,
    ...changes,
  };
}

export const FAKE_MODELS: ModelList = {
  source: 'api',
  problem: null,
  isAsking: false,
  models: [
    { row: fakeRow('claude-opus-5-5', 'Claude Opus 5.5'), isDeprecated: false, isNew: false },
    { row: fakeRow('claude-sonnet-5-5', 'Claude Sonnet 5.5'), isDeprecated: false, isNew: false },
    {
      row: fakeRow('claude-fable-5-2', 'Claude Fable 5.2', { keepsData: true }),
      isDeprecated: false,
      isNew: false,
    },
    {
      row: fakeRow('claude-haiku-4-5', 'Claude Haiku 4.5', {
        retiresAt: '2027-02-05',
        efforts: [],
        displays: ['summarized', 'omitted'],
        takesTaskBudget: false,
      }),
      isDeprecated: true,
      isNew: false,
    },
  ],
};
