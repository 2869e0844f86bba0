import { z } from 'zod';
import { create } from 'zustand';
import { Policy } from '../../shared/domain/policy';
import { PolicyProblem, type StoredPolicy } from '../../shared/domain/policy-document';
import { keeper, keptJson } from '../stores/kept';
import { notifyDone } from '../stores/notices-store';
import { formatPolicy, keepPolicy, readPolicy, removePolicy, usePolicies } from '../stores/policies-store';
import { errorMessage } from '../words/error-message';

/** A policy as it is being edited. The document is the truth; the form shows the policy that was last read from it. */
export const PolicyDraft = z
  .object({
    /** The stored policy that it is a change of; null for one that is not kept yet. */
    storedId: z.string().nullable(),
    text: z.string(),
    /** Null until the document could be read for the first time. */
    policy: Policy.nullable(),
    problems: z.array(PolicyProblem).readonly(),
    /** `unreadable`: the document has an error, and `policy` is from before it. */
    state: z.enum(['checking', 'in-step', 'unreadable']),
    /** The file that it was read from, for one that can't be read yet. Untrusted. */
    fileName: z.string().max(255).nullable().default(null),
    /** The document as it was when the editing began; the same one means nothing has changed. */
    original: z.string().nullable(),
  })
  .readonly();
export type PolicyDraft = z.infer<typeof PolicyDraft>;

export type PolicyDraftsState = {
  /** By the id of the stored policy, or `new-1`, `new-2` … Only what differs from what is kept outlives a reload. */
  readonly drafts: Readonly<Record<string, PolicyDraft>>;
  readonly selectedId: string | null;
  /** What was deleted last, for as long as it can be taken back. */
  readonly deleted: StoredPolicy | null;
};

const STORAGE_KEY = 'airlock.policy-drafts';

export const usePolicyDrafts = create<PolicyDraftsState>(() => ({
  drafts: {},
  selectedId: null,
  deleted: null,
}));

/** What a draft is called: by itself, by its file, or by a name that it says although the rest can't be read. */
export function draftName({ policy, text, fileName }: PolicyDraft): string {
  const said = /^name:[ \t]*["']?([^"'\r\n#]{1,80})/m.exec(text)?.[1]?.trim();
  return policy?.name ?? fileName ?? (said || 'Not readable yet');
}

export function hasChanges(draft: PolicyDraft | undefined): boolean {
  return draft !== undefined && draft.text !== draft.original;
}

/** Whether what is kept is no longer what was changed here: another hand was at the file. */
export function isOvertaken(draft: PolicyDraft, stored: StoredPolicy | undefined): boolean {
  return draft.original !== null && stored !== undefined && stored.text !== draft.original;
}

/** Shows a stored policy; what was changed of it before is still there. */
export function selectPolicy(stored: StoredPolicy): void {
  usePolicyDrafts.setState({ selectedId: stored.id });
  if (hasChanges(usePolicyDrafts.getState().drafts[stored.id])) return;
  putDraft(stored.id, draftOf(stored));
}

function draftOf({ id, text, policy, problems }: StoredPolicy): PolicyDraft {
  return {
    storedId: id,
    text,
    policy,
    problems,
    state: policy === null ? 'unreadable' : 'in-step',
    fileName: null,
    original: text,
  };
}

/** Begins a new policy from another one, under a name that none has yet. */
export async function duplicatePolicy(policy: Policy): Promise<void> {
  const kept = usePolicies.getState().policies.map(({ name }) => name);
  const begun = Object.values(usePolicyDrafts.getState().drafts).map((draft) => draft.policy?.name ?? '');
  const copy = { ...policy, name: freeName(policy.name, [...kept, ...begun]) };
  const text = await format(copy, null);
  if (text === null) return;
  startDraft({
    storedId: null,
    text,
    policy: copy,
    problems: [],
    state: 'in-step',
    fileName: null,
    original: null,
  });
}

/** Begins a new policy from a document, whatever state it is in. `fileName`: where it came from; null for nowhere. */
export function importDocument(text: string, fileName: string | null): void {
  const id = startDraft({
    storedId: null,
    text,
    policy: null,
    problems: [],
    state: 'checking',
    fileName: fileName?.slice(0, 255) ?? null,
    original: null,
  });
  void check(id);
}

/** Keeps the document. Answers what is wrong, or null. */
export async function saveDraft(id: string): Promise<string | null> {
  const draft = usePolicyDrafts.getState().drafts[id];
  if (draft === undefined) return 'There is nothing to save.';
  try {
    const saved = await keepPolicy(draft.text, draft.storedId);
    // What was written while it was being saved stays a change.
    const written = usePolicyDrafts.getState().drafts[id]?.text ?? saved.text;
    if (id !== saved.id) dropDraft(id);
    putDraft(saved.id, { ...draftOf(saved), text: written });
    if (written !== saved.text) void check(saved.id);
    usePolicyDrafts.setState({ selectedId: saved.id });
    return null;
  } catch (error) {
    return errorMessage(error);
  }
}

/** Deletes a kept policy; `undoDelete` takes it back. Answers what is wrong, or null. */
export async function deletePolicy(stored: StoredPolicy): Promise<string | null> {
  try {
    await removePolicy(stored.id);
    dropDraft(stored.id);
    usePolicyDrafts.setState({ deleted: stored });
    return null;
  } catch (error) {
    return errorMessage(error);
  }
}

/** Keeps it again; one that could not be read comes back as a draft. Answers what is wrong, or null. */
export async function undoDelete(): Promise<string | null> {
  const { deleted } = usePolicyDrafts.getState();
  usePolicyDrafts.setState({ deleted: null });
  if (deleted === null) return null;
  if (deleted.policy === null) {
    importDocument(deleted.text, deleted.name);
    return null;
  }
  try {
    selectPolicy(await keepPolicy(deleted.text, null));
    return null;
  } catch (error) {
    importDocument(deleted.text, deleted.name);
    return errorMessage(error);
  }
}

export function forgetDeleted(): void {
  usePolicyDrafts.setState({ deleted: null });
}

export function showDraft(id: string): void {
  usePolicyDrafts.setState({ selectedId: id });
}

export function dropDraft(id: string): void {
  usePolicyDrafts.setState(({ drafts, selectedId }) => {
    const { [id]: _, ...others } = drafts;
    return { drafts: others, selectedId: selectedId === id ? null : selectedId };
  });
}

/** Goes back to what is saved; the changes can be had again for a moment. */
export function discardDraft(id: string): void {
  const draft = usePolicyDrafts.getState().drafts[id];
  dropDraft(id);
  if (draft === undefined) return;
  notifyDone('The changes were discarded.', () =>
    usePolicyDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [id]: draft }, selectedId: id })),
  );
}

/** The operator wrote in the document: the form follows as soon as it can be read. */
export function editText(id: string, text: string): void {
  changeDraft(id, { text, state: 'checking' });
  void check(id);
}

/** The operator changed the form: the document follows at once, with its comments kept. */
export async function editPolicy(id: string, change: Partial<Policy>): Promise<void> {
  const draft = usePolicyDrafts.getState().drafts[id];
  if (draft?.policy == null || draft.state === 'unreadable') return;
  const policy = { ...draft.policy, ...change };
  changeDraft(id, { policy });
  const text = await format(policy, draft.text);
  // Changed again in the meantime: that change brings the document along.
  if (text === null || usePolicyDrafts.getState().drafts[id]?.policy !== policy) return;
  changeDraft(id, { text, state: 'checking' });
  await check(id);
}

async function check(id: string): Promise<void> {
  const text = usePolicyDrafts.getState().drafts[id]?.text;
  if (text === undefined) return;
  try {
    const { policy, problems } = await readPolicy(text);
    if (usePolicyDrafts.getState().drafts[id]?.text !== text) return;
    changeDraft(
      id,
      policy === null ? { problems, state: 'unreadable' } : { policy, problems, state: 'in-step' },
    );
  } catch (error) {
    const message = errorMessage(error);
    const problem: PolicyProblem = { line: null, field: 'document', message, severity: 'error' };
    changeDraft(id, { problems: [problem], state: 'unreadable' });
  }
}

async function format(policy: Policy, into: string | null): Promise<string | null> {
  return formatPolicy(policy, into).catch(() => null);
}

function startDraft(draft: PolicyDraft): string {
  const { drafts } = usePolicyDrafts.getState();
  let number = 1;
  while (drafts[`new-${number}`] !== undefined) number += 1;
  const id = `new-${number}`;
  putDraft(id, draft);
  usePolicyDrafts.setState({ selectedId: id });
  return id;
}

function putDraft(id: string, draft: PolicyDraft): void {
  usePolicyDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [id]: draft } }));
}

function changeDraft(id: string, change: Partial<PolicyDraft>): void {
  usePolicyDrafts.setState(({ drafts }) => {
    const draft = drafts[id];
    return draft === undefined ? {} : { drafts: { ...drafts, [id]: { ...draft, ...change } } };
  });
}

/** `Supervised copy`, `Supervised copy 2` … */
export function freeName(name: string, taken: readonly string[]): string {
  const isTaken = (candidate: string) =>
    taken.some((other) => other.toLowerCase() === candidate.toLowerCase());
  const base = `${name.slice(0, 50)} copy`;
  let candidate = base;
  for (let number = 2; isTaken(candidate); number += 1) candidate = `${base} ${number}`;
  return candidate;
}

/** Keeps what is not saved yet over navigation and reload; returns the unsubscribe. */
export function connectPolicyDrafts(): () => void {
  const stored = keptJson(STORAGE_KEY, z.record(z.string(), PolicyDraft));
  if (stored !== null) usePolicyDrafts.setState({ drafts: stored });
  for (const id of Object.keys(usePolicyDrafts.getState().drafts)) void check(id);
  const keepDrafts = keeper(STORAGE_KEY, NOT_KEPT);
  return usePolicyDrafts.subscribe(({ drafts }) => {
    const unsaved = Object.fromEntries(Object.entries(drafts).filter(([, draft]) => hasChanges(draft)));
    keepDrafts(unsaved);
  });
}

const NOT_KEPT = 'What is not saved of the policies is too long to outlive a restart. Save it.';
