import type { BetaToolUnion, BetaToolUseBlock } from '@anthropic-ai/sdk/resources/beta';
import type { Member } from '../../../shared/domain/action';
import type { Credential } from '../../../shared/domain/credential';
import type { Effects } from '../effects/effects';
import type { Batch } from '../gate/batch';
import type { Gate } from '../gate/gate';
import { notDoneText, refusalText } from '../gate/refusal';
import { errorResult, textResult } from './call-result';
import { CREDENTIAL_TOOLS } from './credential-tools';
import { keptNote, keptText } from './kept-words';
import type { Answered, ToolCall, ToolDriver } from './tool-driver';

export type CredentialDriverDeps = {
  readonly gate: Pick<Gate, 'admit'>;
  readonly effects: Pick<Effects, 'carryOut'>;
  /** What the vault has for the run's policy. */
  readonly usable: () => readonly Credential[];
};

const SIGNED_IN = 'Filled and sent. Look at the screen to see what came of it.';
const PASSKEY_USED = 'The page got what it asked of the passkey. Look at the screen to see what came of it.';
const IN_USE =
  'From now on requests to the origins of that credential go out signed in. If the page in front was of one of them, it was loaded anew. Look at the screen.';

/** Serves what a model can do with the vault. What it reads of that is a list of names, or one of a few fixed phrases. */
export class CredentialDriver implements ToolDriver {
  constructor(private readonly deps: CredentialDriverDeps) {}

  serves({ name, toolset_name: toolset = null }: BetaToolUseBlock): boolean {
    return toolset === null && CREDENTIAL_TOOLS.some((tool) => tool.name === name);
  }

  definitions(): readonly BetaToolUnion[] {
    return CREDENTIAL_TOOLS;
  }

  /** Rejects when the run can't go on: `cancelled`, `audit-failed`, a fault of ours. */
  async answer({ toolUse, call }: ToolCall, batch: Batch): Promise<Answered> {
    const { gate, effects, usable } = this.deps;
    const ruling = await gate.admit(call, batch);
    if (ruling.verdict !== 'allowed')
      return { result: errorResult(toolUse, refusalText(ruling)), frame: null };
    const { permit } = ruling;
    const outcome = await effects.carryOut(permit);
    const { name: frame } = outcome.frame;
    if (outcome.kind !== 'done')
      return { result: errorResult(toolUse, notDoneText(outcome.kind, outcome.error)), frame };
    const kept = keptText(outcome.keptFrom);
    if (kept !== null) return { result: errorResult(toolUse, kept), frame };
    if (permit.action.member === 'list_credentials')
      return { result: textResult(toolUse, namesOf(usable())), frame: null };
    const done = wordsOf(permit.action.member);
    const notes = [keptNote(outcome.keptFrom), permit.note, done].filter((text) => text !== null);
    const result = textResult(toolUse, notes.join(' '));
    return { result, frame };
  }
}

function wordsOf(member: Member): string {
  if (member === 'use_session') return IN_USE;
  return member === 'use_passkey' ? PASSKEY_USED : SIGNED_IN;
}

/** As JSON, so that no name can pass for a word of ours. */
function namesOf(credentials: readonly Credential[]): string {
  return JSON.stringify(
    credentials.map(({ name, kind, origins, hasCode, health }) => ({
      name,
      kind,
      origins,
      one_time_codes: hasCode,
      ...(health !== undefined && { health: health.state, checked_at: new Date(health.at).toISOString() }),
    })),
  );
}
