import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { checkPolicyText } from '../../../../../electron/engine/policy/document/check-policy';
import { formatPolicy } from '../../../../../electron/engine/policy/document/format-policy';
import type { Policy } from '../../../../../shared/domain/policy';
import { POLICY_PRESETS } from '../../../../../shared/domain/policy-presets';
import type { PolicyRule } from '../../../../../shared/domain/policy-rule';
import { samplePolicy } from '../../../../helpers/sample-policy';

/** What is said of a policy: `warning rules[1]: is never reached …`, cut to what the test is about. */
function said(changes: Partial<Policy>): readonly string[] {
  const { problems } = checkPolicyText(JSON.stringify(samplePolicy(changes)));
  return problems.map(({ severity, field, message }) => `${severity} ${field}: ${message}`);
}

const rule = (then: PolicyRule['then'], when: PolicyRule['when'] = {}): PolicyRule => ({
  when,
  then,
  reason: 'because',
});

const request = (then: PolicyRule['then'], of: NonNullable<PolicyRule['when']['request']> = {}): PolicyRule =>
  rule(then, { request: of });
/** An earlier rule, a later one, and whether the earlier always decides before it. */
const REQUESTS: readonly [PolicyRule, PolicyRule, boolean][] = [
  // One about actions and one about requests decide different things.
  [rule('deny'), request('deny'), false],
  [request('deny'), rule('deny'), false],
  [request('deny'), request('ask', { method: ['POST'] }), true],
  [request('deny', { method: ['POST'] }), request('deny'), false],
  [request('deny', { method: ['POST', 'PUT'] }), request('ask', { method: ['PUT'] }), true],
  [request('deny', { host: ['*.example.com'] }), request('ask', { host: ['a.example.com'] }), true],
  [request('deny', { path: ['/a/*'] }), request('ask', { path: ['/a/b'] }), true],
  [request('deny', { path: ['/a/b'] }), request('ask', { path: ['/a/*'] }), false],
  [request('deny', { operation: ['pay*'] }), request('ask', { operation: ['payNow'] }), true],
  [request('deny', { field: ['iban'] }), request('ask', { field: ['iban', 'amount'] }), false],
  [request('deny', { above_kb: 10 }), request('ask', { above_kb: 20 }), true],
  [request('deny', { above_kb: 20 }), request('ask', { above_kb: 10 }), false],
  [request('deny', { above_kb: 20 }), request('ask'), false],
  [request('allow'), request('deny'), false],
];

describe('checking a policy document', () => {
  it('finds nothing wrong with the presets', () => {
    expect(POLICY_PRESETS.map((policy) => checkPolicyText(formatPolicy(policy, 'yaml')))).toEqual(
      POLICY_PRESETS.map((policy) => ({ policy, problems: [] })),
    );
  });

  it('names every error with its line and field', () => {
    const lines = formatPolicy(samplePolicy(), 'yaml')
      .replace('max_steps: 30', 'max_steps: many')
      .replace('allow_click: true', 'allow_clik: true')
      .split('\n');
    const { policy, problems } = checkPolicyText(lines.join('\n'));
    const lineOf = (text: string) => lines.findIndex((line) => line.startsWith(text)) + 1;
    expect(policy).toBeNull();
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [lineOf('allow_clik'), 'allow_clik'],
      [lineOf('max_steps'), 'max_steps'],
      [null, 'allow_click'],
    ]);
    expect(problems.find(({ field }) => field === 'allow_click')?.message).toBe('is missing');
  });

  it('names hosts of sockets that can’t be read, or that stand there twice', () => {
    expect(said({ refused_sockets: ['wss://x.example/', 'x.example', 'X.example', '*'] })).toEqual([
      'error refused_sockets[0]: "wss://x.example/" is not app.example.com, *.example.com or *',
      'warning refused_sockets[2]: "X.example" is there already, as "x.example"',
    ]);
  });

  it('names what is wrong inside a rule', () => {
    const text = `${formatPolicy(samplePolicy({ rules: [] }), 'yaml').replace('rules: []', '')}
rules:
  - when: { name: [Delete*], nmae: [x] }
    then: forbid
    reason: no
`;
    const fields = checkPolicyText(text).problems.map(({ field, line }) => [field, line]);
    const last = text.split('\n').length;
    expect(fields).toEqual([
      ['rules[0].when.nmae', last - 3],
      ['rules[0].then', last - 2],
    ]);
  });

  it('names what a region lacks, of the form that it comes nearest to', () => {
    const text = formatPolicy(samplePolicy(), 'yaml');
    const first = (region: string) =>
      checkPolicyText(text.replace('blocked_regions: []', `blocked_regions: [${region}]`)).problems[0];
    expect(first('{ x1: 1, y1: 1, x2: 5 }')).toMatchObject({
      field: 'blocked_regions[0].y2',
      message: 'is missing',
    });
    expect(first('{ selector: "" }')?.field).toBe('blocked_regions[0].selector');
  });

  it('goes on with a policy that only deserves warnings', () => {
    const { policy, problems } = checkPolicyText(stringify(samplePolicy({ allow_missing_sni: true })));
    expect([policy?.allow_missing_sni, problems[0]?.severity]).toEqual([true, 'warning']);
  });

  it('refuses a document of any length without reading it', () => {
    expect(checkPolicyText('a'.repeat(1_000_001)).problems[0]?.message).toBe('is too long');
  });

  describe('contradictions', () => {
    it('keys that can not be pressed because keys are off, all in one warning', () => {
      const off = (keys: readonly string[]) =>
        said({ allow_key: false, allow_type: true, allowed_key_combos: keys });
      expect(off(['Return', 'ctrl', 'F5'])).toEqual([
        `warning allowed_key_combos[2]: "F5" is allowed here, but allow_key is off: it can't be pressed`,
      ]);
      expect(off(['F5', 'Return', 'F6', 'ctrl+a'])).toEqual([
        `warning allowed_key_combos[0]: "F5" and 2 more are allowed here, but allow_key is off: they can't be pressed`,
      ]);
    });

    it('a key that is there twice in two spellings', () => {
      expect(said({ allowed_key_combos: ['ctrl+a', 'A+Control', 'Control+A'] })).toEqual([
        'error allowed_key_combos[1]: "A+Control" is not a key or combination',
        'warning allowed_key_combos[2]: "Control+A" is there already, as "ctrl+a"',
      ]);
    });

    it('limits that another one makes void', () => {
      expect(said({ rate_limits: { type: 60 }, ask_upload_above_kb: 100_000, max_upload_mb: 100 })).toEqual([
        'warning rate_limits.type: has no effect: max_actions_per_minute is 60',
        'warning ask_upload_above_kb: has no effect: max_upload_mb ends all uploads at 100 MB',
      ]);
      expect(said({ rate_limits: { scroll: 3 }, allow_scroll: false })).toEqual([
        'warning rate_limits.scroll: has no effect: allow_scroll is off',
      ]);
    });

    it('regions that no action can be about', () => {
      const area = { x1: 0, y1: 0, x2: 500, y2: 500 };
      const outside = { x1: 600, y1: 0, x2: 700, y2: 10 };
      const inside = { x1: 1, y1: 1, x2: 10, y2: 10 };
      expect(
        said({ screen_area: area, blocked_regions: [outside, area], allowed_regions: [inside] }),
      ).toEqual([
        'warning blocked_regions[0]: lies outside screen_area',
        'warning allowed_regions[0]: is blocked altogether by blocked_regions[1]',
      ]);
      expect(said({ screen_area: { x1: 3000, y1: 0, x2: 3100, y2: 10 } })).toEqual([
        'error screen_area: lies outside every screen: the agent would see nothing',
      ]);
    });

    it('selectors that no browser reads', () => {
      const bad = ['div[', 'a:not(.b', '"', 'p {}', 'a >', 'a,,b', ')'];
      const fields = said({ blocked_regions: bad.map((selector) => ({ selector })) });
      expect(fields.map((text) => text.slice(0, 35))).toEqual(
        bad.map((_, index) => `error blocked_regions[${index}].selector: `.slice(0, 35)),
      );
      const good = ['#a > .b', 'a[href="x)y"]', 'div:not(.x, .y)', 'a\\:b', '[data-x]'];
      expect(said({ blocked_regions: good.map((selector) => ({ selector })) })).toEqual([]);
    });
  });

  describe('rules', () => {
    it('that an earlier one always decides before', () => {
      const cases: readonly (readonly [PolicyRule, PolicyRule, boolean])[] = [
        [rule('deny'), rule('allow', { name: ['x'] }), true],
        [rule('deny', { name: ['*delete*'] }), rule('ask', { name: ['DELETE all*', 'undelete'] }), true],
        [rule('deny', { name: ['delete*'] }), rule('ask', { name: ['*delete'] }), false],
        [rule('deny', { host: ['*.example.com'] }), rule('allow', { host: ['app.example.com'] }), true],
        [rule('deny', { host: ['*.example.com'] }), rule('allow', { host: ['example.com'] }), false],
        [rule('ask', { member: ['type', 'key'] }), rule('deny', { member: ['type'], text: ['*x*'] }), true],
        [rule('ask', { member: ['type'] }), rule('deny', { text: ['*x*'] }), false],
        [rule('deny', { level: 'medium' }), rule('deny', { level: 'high', risk: ['payment'] }), true],
        [rule('deny', { level: 'high' }), rule('deny', { level: 'medium' }), false],
        [rule('deny', { risk: ['payment'] }), rule('deny', { risk: ['payment', 'deletion'] }), false],
        // What allows holds for less than its words say.
        [rule('allow'), rule('deny', { name: ['x'] }), false],
        [rule('allow'), rule('allow', { risk: ['unknown'] }), false],
        [rule('allow', { name: ['*'] }), rule('allow', { name: ['x*'] }), true],
        // Without a list of members it is not about looking.
        [rule('deny', { host: ['*'] }), rule('deny', { host: ['*'], member: ['zoom'] }), false],
      ];
      for (const [first, second, isCovered] of [...cases, ...REQUESTS]) {
        const reached = said({ rules: [first, second] }).filter((text) => text.includes('never reached'));
        expect([first.when, second.when, reached.length > 0]).toEqual([first.when, second.when, isCovered]);
      }
    });

    it('that are about actions and requests at once', () => {
      const both = { member: ['left_click'], name: ['Pay*'], text: ['x'], role: ['button'] } as const;
      const found = said({ rules: [rule('deny', { ...both, host: ['*'], path: ['/*'], request: {} })] });
      const fields = ['member', 'host', 'path', 'role', 'name', 'text'];
      expect(found.filter((text) => text.includes('about actions or about requests'))).toEqual(
        fields.map(
          (field) =>
            `error rules[0].when.${field}: does not go with request: a rule is about actions or about requests`,
        ),
      );
      expect(
        said({ rules: [rule('deny', { risk: ['payment'], level: 'high', request: { method: ['POST'] } })] }),
      ).toEqual([]);
    });

    it('about requests that can not be read', () => {
      const at = (of: NonNullable<PolicyRule['when']['request']>, then: PolicyRule['then'] = 'deny') =>
        said({ rules: [request(then, of)] })[0];
      expect(at({ host: ['https://a.example.com/'] })).toMatch(
        /^error rules\[0\]\.when\.request\.host\[0\]: /,
      );
      expect(at({ path: ['invoices'] })).toMatch(/^error .*request\.path\[0\]: must begin with/);
      expect(at({ operation: ['\u200b'] })).toMatch(/^error .*operation\[0\]: has nothing in it/);
      expect(at({ field: ['ib\u0430n'] }, 'allow')).toMatch(/^error .*field\[0\]: .*could not permit/);
      expect(at({ field: ['ib\u0430n'] })).toBeUndefined();
    });

    it('that can not be read or never hold', () => {
      expect(said({ rules: [rule('deny', { host: ['https://a.example.com/'] })] })[0]).toMatch(
        /^error rules\[0\].when.host\[0\]: /,
      );
      expect(said({ rules: [rule('deny', { name: ['\u200b'] })] })[0]).toMatch(/^error .* nothing in it/);
      expect(said({ rules: [rule('allow', { name: ['Pаy'] })] })[0]).toMatch(/^error .* mixes scripts/);
      expect(said({ rules: [rule('allow', { level: 'critical' })] })[0]).toMatch(/^warning .* never holds/);
      expect(said({ rules: [rule('deny', { member: ['scroll'] })], allow_scroll: false })[0]).toMatch(
        /^warning rules\[0\].when.member: can't happen: allow_scroll is off/,
      );
      expect(said({ rules: [rule('deny', { member: ['scroll'], text: ['x'] })] })[0]).toMatch(/enters text/);
      expect(said({ rules: [rule('deny', { path: ['admin'] })] })[0]).toMatch(/must begin with/);
    });

    it('that allow what can not be reached', () => {
      const allow = (host: string) =>
        said({
          allowed_hosts: ['app.example.com', '*.shop.example'],
          rules: [rule('allow', { host: [host] })],
        });
      expect(['app.example.com', '*.example.com', 'a.shop.example', '*'].flatMap(allow)).toEqual([]);
      expect(allow('other.example.com')[0]).toMatch(/can't be reached/);
    });
  });
});

describe('what a policy masks', () => {
  const redaction = samplePolicy().redaction;

  it('is checked like its other parts of the screen', () => {
    const regions = [{ selector: '.a[' }, { x1: 5000, y1: 0, x2: 5001, y2: 1 }];
    expect(said({ redaction: { ...redaction, regions, hide: ['ok', '(('] } })).toEqual([
      'error redaction.regions[0].selector: has a bracket that is not closed: ] is missing',
      'warning redaction.regions[1]: lies outside every screen',
      'error redaction.hide[1]: has a bracket that is not closed: ) is missing',
    ]);
  });

  it('is refused when it names what there is not', () => {
    const wrong = { ...redaction, detect: ['shoe_size'] as never };
    expect(said({ redaction: wrong })[0]).toContain(
      'error redaction.detect[0]: must be one of card_number, iban',
    );
    expect(said({ redaction: { ...redaction, blur: true } as never })).toEqual([
      'error redaction.blur: no such field',
    ]);
  });

  it('is passwords, codes and cards in a document from before it could say so', () => {
    const { redaction: _, ...older } = samplePolicy();
    const { policy } = checkPolicyText(JSON.stringify(older));
    expect(policy?.redaction).toEqual({
      regions: [],
      fields: ['password', 'code', 'card'],
      detect: [],
      hide: [],
      when_unsure: 'page',
      live_view: 'plain',
    });
  });
});
