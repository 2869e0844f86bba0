/**
 * npm run egress:check -- --policy FILE --inputs FILE: what the egress broker would do, by its own code, and nothing is
 * connected. One JSON line in, one JSON line out (docs/policies.md). Ends with 0 when every line was judged, 2 when the
 * arguments or the policy can't be used.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { checkEgress, type EgressInput } from '../electron/engine/egress/check-egress';
import { parsePolicyOver } from '../electron/engine/policy/document/parse-policy';
import { AirlockError } from '../shared/airlock-error';
import type { EgressVerdict } from '../shared/domain/egress-check';
import type { Policy } from '../shared/domain/policy';
import { LOCKED_DOWN } from '../shared/domain/policy-presets';

const USAGE = 'Usage: npm run egress:check -- --policy FILE --inputs FILE';

const InputLine = z
  .object({
    raw: z.string().optional(),
    host: z.string().optional(),
    port: z.union([z.number(), z.string()]).nullish(),
    resolves_to: z
      .union([z.string(), z.array(z.string()), z.array(z.array(z.string()))])
      .nullish()
      .transform((value) => (value == null ? null : toAnswers(value))),
    client_hello: z.base64().nullish(),
  })
  .refine(({ raw, host }) => (raw === undefined) !== (host === undefined), 'needs either raw or host');

/** A string is one address, a list all addresses of one answer, a list of lists one answer after the other. */
function toAnswers(
  value: string | readonly string[] | readonly (readonly string[])[],
): readonly (readonly string[])[] {
  if (typeof value === 'string') return [[value]];
  const isListOfLists = value.length > 0 && value.every((item) => Array.isArray(item));
  return isListOfLists ? (value as readonly (readonly string[])[]) : [value as readonly string[]];
}

function toInput(line: z.infer<typeof InputLine>): EgressInput {
  const { raw, host, port, resolves_to, client_hello } = line;
  const authority = port == null ? `${host}` : `${host}:${port}`;
  return {
    asks: raw === undefined ? { authority } : { raw: Buffer.from(raw, 'utf8') },
    answers: resolves_to,
    firstFlight: Buffer.from(client_hello ?? '', 'base64'),
  };
}

function unusable(reason: string): EgressVerdict {
  return { verdict: 'deny', status: 400, canonical: null, address: null, rule: '', reason };
}

async function judge(policy: Policy, text: string): Promise<EgressVerdict> {
  try {
    const parsed = InputLine.safeParse(JSON.parse(text));
    if (parsed.success) return await checkEgress(policy, toInput(parsed.data));
    const [issue] = parsed.error.issues;
    return unusable(`the line can't be used: ${issue?.path.join('.')} ${issue?.message}`);
  } catch {
    return unusable('the line is not JSON');
  }
}

function readArguments(): { policy: string; inputs: string } {
  const { values } = parseArgs({
    options: { policy: { type: 'string' }, inputs: { type: 'string' }, json: { type: 'boolean' } },
  });
  const { policy, inputs } = values;
  if (policy === undefined || inputs === undefined) throw new Error('--policy and --inputs are needed');
  return { policy, inputs };
}

async function main(): Promise<void> {
  const { policy: policyFile, inputs } = readArguments();
  const { policy, missing } = parsePolicyOver(await readFile(policyFile, 'utf8'), LOCKED_DOWN);
  const lines = (await readFile(inputs, 'utf8')).split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (missing.length > 0) {
    process.stderr.write(`Not in the policy, so taken from the Locked down preset: ${missing.join(', ')}\n`);
  }
  for (const [index, text] of lines.entries()) {
    process.stdout.write(`${JSON.stringify({ line: index + 1, ...(await judge(policy, text)) })}\n`);
  }
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n${error instanceof AirlockError ? '' : `${USAGE}\n`}`);
  process.exitCode = 2;
});
