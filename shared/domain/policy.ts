import { z } from 'zod';
import { AllowedHosts } from '../reach/allowed-host';
import { MEMBERS } from './action';
import type { Box } from './geometry';
import { PolicyRule } from './policy-rule';
import { SECRET_FIELDS, TEXT_DETECTORS } from './redaction';
import { RiskLevel } from './risk';

/** A part of the screen, always in the same place. Borders included. */
export const BoxRegion = z
  .object({
    x1: z.number().int().min(0).describe('Left edge, in screenshot pixels.'),
    y1: z.number().int().min(0).describe('Top edge.'),
    x2: z.number().int().min(0).describe('Right edge, inclusive.'),
    y2: z.number().int().min(0).describe('Bottom edge, inclusive.'),
    reason: z.string().max(200).optional().describe('Why, in words that the agent and the record will show.'),
  })
  .strict()
  .refine((region) => region.x2 >= region.x1 && region.y2 >= region.y1, {
    message: 'x2 and y2 must not be smaller than x1 and y1',
  })
  .readonly();
export type BoxRegion = z.infer<typeof BoxRegion>;

/** Wherever the elements are that a CSS selector names, in every frame; asked anew for each action. */
export const SelectorRegion = z
  .object({
    selector: z.string().min(1).max(500).describe('A CSS selector; the region follows what it matches.'),
    reason: z.string().max(200).optional().describe('Why, in words that the agent and the record will show.'),
  })
  .strict()
  .readonly();
export type SelectorRegion = z.infer<typeof SelectorRegion>;

export const Region = z.union([BoxRegion, SelectorRegion]);
export type Region = z.infer<typeof Region>;

/** The pixels of a region; its borders belong to it. */
export function regionBox({ x1, y1, x2, y2 }: BoxRegion): Box {
  return { x: x1, y: y1, width: x2 - x1 + 1, height: y2 - y1 + 1 };
}

export function isSelectorRegion(region: Region): region is SelectorRegion {
  return 'selector' in region;
}

/** What is made black in every picture before it leaves the console's memory, and what is hidden in the pages themselves. */
export const Redaction = z
  .object({
    regions: z
      .array(Region)
      .max(50)
      .readonly()
      .default([])
      .describe('Parts of the screen, or wherever the elements are that a selector names.'),
    fields: z
      .array(z.enum(SECRET_FIELDS))
      .readonly()
      .default([...SECRET_FIELDS])
      .describe('Fields of these kinds, whatever they show: passwords, one-time codes, payment cards.'),
    detect: z
      .array(z.enum(TEXT_DETECTORS))
      .readonly()
      .default([])
      .describe('What is looked for in the text of the pages.'),
    hide: z
      .array(z.string().min(1).max(500))
      .max(50)
      .readonly()
      .default([])
      .describe(
        'CSS selectors of elements that are masked like a region, and hidden in the page itself as well.',
      ),
    when_unsure: z
      .enum(['region', 'page', 'pause'])
      .default('page')
      .describe(
        'When a page moves on and on or does not answer: mask the last known places grown, mask all that pages show, or mask that and pause the run.',
      ),
    live_view: z
      .enum(['plain', 'masked'])
      .default('plain')
      .describe(
        'What the live view shows the operator: the screen as it is, or masked like every picture, also while they have control.',
      ),
  })
  .strict()
  .readonly();
export type Redaction = z.infer<typeof Redaction>;

/** What older policies mean that say nothing of it. */
export const DEFAULT_REDACTION: Redaction = {
  regions: [],
  fields: SECRET_FIELDS,
  detect: [],
  hide: [],
  when_unsure: 'page',
  live_view: 'plain',
};

/**
 * What a session's agent may do. One document; field names are those of the file. Unknown fields are refused, so a
 * misspelt limit can't be silently ignored.
 */
export const Policy = z
  .object({
    version: z.literal(1).describe('Version of this kind of document.'),
    name: z.string().trim().min(1).max(60).describe('What the policy is called; no two have one name.'),
    allow_click: z.boolean().describe('Clicks, drags and pointer moves.'),
    allow_type: z.boolean().describe('Typing text.'),
    allow_key: z.boolean().describe('Pressing keys: those that are allowed below.'),
    allow_scroll: z.boolean().describe('Scrolling.'),
    allowed_key_combos: z
      .array(z.string().min(1).max(60))
      .max(200)
      .readonly()
      .describe(
        'The only keys and combinations that may be pressed, also those held during a click or typed as a line break. Order, case and aliases do not matter.',
      ),
    blocked_regions: z.array(Region).max(50).readonly().describe('Parts of the screen no action may touch.'),
    allowed_regions: z
      .array(Region)
      .max(50)
      .readonly()
      .default([])
      .describe('The only parts of the screen an action may touch. Empty: all of it.'),
    screen_area: BoxRegion.nullable()
      .default(null)
      .describe('All that the agent sees and may touch; the rest is black to it. Null: the whole screen.'),
    redaction: Redaction.default(DEFAULT_REDACTION).describe(
      'What is black in every picture, for the agent and in the record, and what is hidden in the pages. What canvas, images and video show can not be read: give a region.',
    ),
    honeytokens: z
      .boolean()
      .default(false)
      .describe(
        'Plants fake secrets in the sandbox: a file, cookies, the name of a credential. Where one comes out, nothing goes out any more and the run waits for you.',
      ),
    rules: z
      .array(PolicyRule)
      .max(500)
      .readonly()
      .default([])
      .describe(
        'In order; the first whose condition holds decides. No rule gets round what the fields above forbid.',
      ),
    max_actions_per_minute: z.number().int().min(1).max(600).describe('Over any 60 seconds.'),
    rate_limits: z
      .partialRecord(z.enum(MEMBERS), z.number().int().min(0).max(600))
      .readonly()
      .default({})
      .describe('Of one kind of action, over any 60 seconds, e.g. { type: 10 }.'),
    max_steps: z.number().int().min(1).max(10_000).describe('Actions in one session, refused ones too.'),
    max_tokens: z
      .number()
      .int()
      .min(1000)
      .max(1_000_000_000)
      .nullable()
      .default(null)
      .describe('Tokens of the model in one session, input and output, cached ones too. Null: no limit.'),
    max_cost_usd: z
      .number()
      .min(0.01)
      .max(100_000)
      .nullable()
      .default(null)
      .describe('What the model may cost in one session, in US dollars by the list price. Null: no limit.'),
    timeout_seconds: z
      .number()
      .int()
      .min(5)
      .max(86_400)
      .describe('Seconds in which the agent may work. Waiting for the operator does not count.'),
    allowed_hosts: AllowedHosts.describe(
      'The only hosts that the sandbox can reach: app.example.com, *.example.com for the names below it, with :PORT for another port than 443; :80 is plain HTTP. Empty: none.',
    ),
    unknown_hosts: z
      .enum(['deny', 'ask'])
      .default('deny')
      .describe('A host that is not allowed: refuse it, or hold the connection and ask the operator.'),
    allow_missing_sni: z
      .boolean()
      .default(false)
      .describe('Let a TLS connection through that does not say which server it is for.'),
    refused_sockets: z
      .array(z.string().min(1).max(300))
      .max(200)
      .readonly()
      .default([])
      .describe(
        'Hosts to which pages open no WebSocket: app.example.com, *.example.com or * for any. It is refused in the page; a hostile one may get round that, which is recorded.',
      ),
    max_connections: z.number().int().min(1).max(1000).default(256).describe('Connections at once.'),
    max_download_mb: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .default(2000)
      .describe('Megabytes (10⁶ bytes) that may come in during one session, over all hosts.'),
    max_upload_mb: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .default(100)
      .describe('Megabytes (10⁶ bytes) that may go out during one session, over all hosts.'),
    ask_upload_above_kb: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .nullable()
      .default(null)
      .describe(
        'Kilobytes (10³ bytes) that may go out to one host after one step before the operator is asked. Null: never asked.',
      ),
    connect_timeout_seconds: z
      .number()
      .int()
      .min(1)
      .max(120)
      .default(10)
      .describe('For resolving a name, for connecting and for the TLS greeting, each.'),
    idle_timeout_seconds: z
      .number()
      .int()
      .min(5)
      .max(3600)
      .default(60)
      .describe('How long a connection may be still before it is closed.'),
    isolation: z
      .enum(['any', 'gvisor', 'kata'])
      .default('any')
      .describe(
        'The isolation that a run needs. Any: the strongest that the engine offers. Otherwise a run does not start without it.',
      ),
    confirm: z
      .enum(['risky', 'every'])
      .describe(
        'Which actions wait for the operator: the risky ones, or everything that is not mere looking.',
      ),
    on_risk: z
      .enum(['ask', 'deny'])
      .describe('What happens to a risky action: ask the operator, or deny at once.'),
    risky_from: RiskLevel.default('medium').describe(
      'The level from which on an action counts as risky. An unknown target always does.',
    ),
    changes: z
      .enum(['ask', 'allow', 'deny'])
      .default('ask')
      .describe(
        'What happens to a request of a page that would change something at the other end: hold it and ask, let it go, or refuse it, whatever was clicked.',
      ),
    changes_from: RiskLevel.default('medium').describe(
      'The level from which on a change is asked about. One of which nothing can be told always is. Denied is every change.',
    ),
    approval_timeout_seconds: z
      .number()
      .int()
      .min(5)
      .max(3600)
      .describe('How long an approval waits; after that it is denied.'),
    question_timeout_seconds: z
      .number()
      .int()
      .min(5)
      .max(86_400)
      .default(3600)
      .describe('How long a question of the agent waits; after that the run ends unanswered.'),
    on_no_answer: z
      .enum(['deny', 'pause'])
      .default('deny')
      .describe('When nobody answers in time: deny the action, or deny it and pause the run.'),
  })
  .strict()
  .readonly();
export type Policy = z.infer<typeof Policy>;
