import { AirlockError } from '../../../../shared/airlock-error';
import type { Policy } from '../../../../shared/domain/policy';
import type { PolicyCheck } from '../../../../shared/domain/policy-document';
import { checkPolicyText } from './check-policy';
import { readPolicyYaml } from './policy-yaml';

const MAX_TOLD = 8;

/** Reads a policy document. Rejects with `bad-input` and, for every error, the line and the field. */
export function parsePolicy(text: string): Policy {
  return policyOf(checkPolicyText(text));
}

/** Reads a document that may leave fields out; those are taken from `base` and named. Otherwise as `parsePolicy`. */
export function parsePolicyOver(
  text: string,
  base: Policy,
): { readonly policy: Policy; readonly missing: readonly string[] } {
  const policy = policyOf(checkPolicyText(text, base));
  const yaml = readPolicyYaml(text);
  const written = 'value' in yaml ? Object(yaml.value) : {};
  return { policy, missing: Object.keys(base).filter((field) => !Object.hasOwn(written, field)) };
}

/** The policy of a checked document. Rejects with `bad-input` when it has an error. */
export function policyOf({ policy, problems }: PolicyCheck): Policy {
  if (policy !== null) return policy;
  const told = problems
    .filter(({ severity }) => severity === 'error')
    .slice(0, MAX_TOLD)
    .map(({ line, field, message }) => `${line === null ? '' : `line ${line}, `}${field}: ${message}`);
  throw new AirlockError('bad-input', `The policy can't be used. ${told.join('; ')}.`);
}
