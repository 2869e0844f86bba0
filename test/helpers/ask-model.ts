import type { Model, ModelTurn } from '../../electron/engine/agent/model';
import { BodyMeter } from '../../electron/engine/history/body-meter';
import { PictureSlots } from '../../electron/engine/history/picture-slots';

/** Asks a model once, in a conversation of one sentence. */
export function askModel(
  model: Model,
  signal: AbortSignal,
  onText: (text: string) => void = () => undefined,
): Promise<ModelTurn> {
  return model.ask(
    {
      purpose: { kind: 'turn' },
      system: [],
      tools: [{ type: 'computer_toolset_20260801' }],
      messages: [{ role: 'user', content: 'Export all invoices.' }],
      slots: new PictureSlots(),
      meter: new BodyMeter(),
      readFrame: async () => Buffer.alloc(0),
    },
    { onSend: async () => undefined, onText, onThinking: () => undefined },
    signal,
  );
}
