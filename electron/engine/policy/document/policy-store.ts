import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AirlockError } from '../../../../shared/airlock-error';
import {
  MAX_POLICIES,
  MAX_POLICY_TEXT,
  type PolicyProblem,
  type StoredPolicy,
} from '../../../../shared/domain/policy-document';
import { POLICY_PRESETS } from '../../../../shared/domain/policy-presets';
import { syncFolder, writeDurably } from '../../base/durable-file';
import { SerialQueue } from '../../base/serial-queue';
import { checkPolicyText } from './check-policy';
import { formatPolicy } from './format-policy';
import { policyOf } from './parse-policy';
import { nameKey, policyId } from './policy-file-name';

const ENDING = '.yaml';
const PRESETS: readonly StoredPolicy[] = POLICY_PRESETS.map((policy) => ({
  id: `preset-${policyId(policy.name)}`,
  name: policy.name,
  isPreset: true,
  policy,
  problems: [],
  text: formatPolicy(policy, 'yaml'),
}));

/** The policies that an operator can choose: the presets, and the operator's own, each in a file of its own. */
export class PolicyStore {
  readonly #queue = new SerialQueue();

  private constructor(private readonly folder: string) {}

  static async open(dataFolder: string): Promise<PolicyStore> {
    const folder = path.join(dataFolder, 'policies');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new PolicyStore(folder);
  }

  /** Presets first, then the operator's own by name, as the files are now. One that can't be read says why. */
  list(): Promise<readonly StoredPolicy[]> {
    return this.#queue.run(() => this.#list());
  }

  /**
   * Keeps a document as it is, comments and all, in place of the one with the id `replaces` if one is given. Rejects
   * with `bad-input` when it has an error, with `conflict` when another has its name or there are too many, with `not-found` when what it is to replace
   * is gone.
   */
  save(text: string, replaces: string | null = null): Promise<StoredPolicy> {
    return this.#queue.run(async () => {
      const check = checkPolicyText(text);
      const policy = policyOf(check);
      const { problems } = check;
      const all = await this.#list();
      const former = replaces === null ? null : this.#own(all, replaces);
      const others = all.filter(({ id }) => id !== replaces);
      if (others.some(({ name }) => nameKey(name) === nameKey(policy.name))) {
        throw new AirlockError(
          'conflict',
          `There is a policy “${policy.name}” already. Choose another name.`,
        );
      }
      if (others.filter(({ isPreset }) => !isPreset).length >= MAX_POLICIES) {
        throw new AirlockError('conflict', `There are ${MAX_POLICIES} policies already. Delete one first.`);
      }
      const keepsName = former !== null && nameKey(former.name) === nameKey(policy.name);
      const id = keepsName ? former.id : policyId(policy.name);
      await writeDurably(this.#fileOf(id), text).catch((error) => {
        throw new AirlockError('disk-full', `“${policy.name}” could not be written (${this.#fileOf(id)}).`, {
          cause: error,
        });
      });
      // Only after the new file is there: a crash in between leaves both, never none.
      if (former !== null && former.id !== id) await this.#delete(former.id);
      return { id, name: policy.name, isPreset: false, policy, problems, text };
    });
  }

  /** Deletes one of the operator's own. Rejects with `not-found`; a preset can't be deleted. */
  remove(id: string): Promise<void> {
    return this.#queue.run(async () => {
      this.#own(await this.#list(), id);
      await this.#delete(id);
    });
  }

  /** Only ids that a listing of the folder has brought become file names. */
  #own(all: readonly StoredPolicy[], id: string): StoredPolicy {
    const found = all.find((stored) => stored.id === id);
    if (found === undefined) throw new AirlockError('not-found', 'There is no such policy any more.');
    if (found.isPreset)
      throw new AirlockError('conflict', `“${found.name}” is a preset and can't be changed.`);
    return found;
  }

  async #list(): Promise<readonly StoredPolicy[]> {
    const names = (await readdir(this.folder)).filter(
      (name) => name.endsWith(ENDING) && !name.startsWith('.'),
    );
    const own: StoredPolicy[] = [];
    for (const name of names.sort()) own.push(await this.#read(name.slice(0, -ENDING.length)));
    return [...PRESETS, ...withoutTwins(own)];
  }

  async #read(id: string): Promise<StoredPolicy> {
    const unread = (message: string): StoredPolicy => {
      const problem: PolicyProblem = { line: null, field: 'document', message, severity: 'error' };
      return { id, name: id, isPreset: false, policy: null, problems: [problem], text: '' };
    };
    try {
      const { size } = await stat(this.#fileOf(id));
      if (size > MAX_POLICY_TEXT) return unread('is too long to be read');
      const text = await readFile(this.#fileOf(id), 'utf8');
      const { policy, problems } = checkPolicyText(text);
      return { id, name: policy?.name ?? id, isPreset: false, policy, problems, text };
    } catch {
      return unread(`the file ${id}${ENDING} can't be read`);
    }
  }

  async #delete(id: string): Promise<void> {
    await rm(this.#fileOf(id), { force: true });
    await syncFolder(this.folder);
  }

  #fileOf(id: string): string {
    return path.join(this.folder, `${id}${ENDING}`);
  }
}

/** By name. A second one of the same name, or of a preset's, is not to be chosen by mistake: it has no policy. */
function withoutTwins(own: readonly StoredPolicy[]): readonly StoredPolicy[] {
  const taken = new Set(PRESETS.map(({ name }) => nameKey(name)));
  return own
    .map((stored): StoredPolicy => {
      const key = nameKey(stored.name);
      if (stored.policy === null || !taken.has(key)) {
        taken.add(key);
        return stored;
      }
      const message = `“${stored.name}” is the name of another policy; rename this one`;
      return {
        ...stored,
        name: `${stored.name} (${stored.id})`,
        policy: null,
        problems: [{ line: null, field: 'name', message, severity: 'error' }],
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}
