import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../../../renderer/forms/practice-scenarios';
import {
  applyPolicy,
  DEFAULT_DRAFT,
  type Draft,
  draftToSettings,
  leaveScenario,
  scenarioDraft,
} from '../../../../renderer/forms/run-draft';
import { LOCKED_DOWN, POLICY_PRESETS } from '../../../../shared/domain/policy-presets';

function withLimits(limits: Partial<Draft['limits']>): Draft {
  return { ...DEFAULT_DRAFT, limits: { ...DEFAULT_DRAFT.limits, ...limits } };
}

function errorsOf(change: Partial<Draft>): Readonly<Record<string, string>> {
  const result = draftToSettings({ ...DEFAULT_DRAFT, ...change }, 'claude-sonnet-5');
  return result.kind === 'invalid' ? result.errors : {};
}

describe('draftToSettings', () => {
  it.each(SCENARIOS.map(({ id }) => id))('accepts the practice scenario %s under every preset', (id) => {
    for (const preset of POLICY_PRESETS) {
      const draft = { ...applyPolicy(DEFAULT_DRAFT, preset, 'preset'), ...scenarioDraft(id) };
      expect(draftToSettings(draft, '').kind).toBe('valid');
    }
  });

  it('puts the fields of the form in the place of the policy’s own', () => {
    const result = draftToSettings(withLimits({ max_steps: '7', approval_timeout_seconds: ' 30 ' }), '');
    expect(result).toMatchObject({
      settings: {
        policy: { max_steps: 7, approval_timeout_seconds: 30, allowed_hosts: ['billing.practice.test:80'] },
      },
    });
  });

  it('uses the default model until another is chosen', () => {
    const draft: Draft = { ...DEFAULT_DRAFT, modelKind: 'claude' };
    expect(draftToSettings(draft, 'claude-sonnet-5')).toMatchObject({
      settings: { model: { kind: 'claude', model: 'claude-sonnet-5' } },
    });
  });

  it('says how much too long a task is', () => {
    expect(errorsOf({ task: 'x'.repeat(100_000) }).task).toBe(
      'The task has 100,000 characters, 80,000 more than the 20,000 allowed. Nothing was cut: shorten it here.',
    );
  });

  it.each([
    [{ task: '  ' }, 'task', 'Describe the task.'],
    [{ width: '100' }, 'width', 'At least 640.'],
    [
      { width: '1920', height: '1600' },
      'width',
      'A display of 1920×1600 is too large to be sent to the agent pixel for pixel. At most 2000 a side, and as many pixels as 1920×1200.',
    ],
    [{ startUrl: 'exports' }, 'startUrl', 'Enter a whole address, such as https://app.example.com/start.'],
    [{ startUrl: 'file:///etc/passwd' }, 'startUrl', 'Only http and https addresses can be opened.'],
    [
      { startUrl: 'https://other.example.com' },
      'startUrl',
      'Its host other.example.com is not among the allowed hosts.',
    ],
    [
      {
        startUrl: 'https://other.example.com:8443',
        policy: { ...DEFAULT_DRAFT.policy, unknown_hosts: 'ask' },
      },
      'startUrl',
      'Its host other.example.com:8443 is not among the allowed hosts.',
    ],
    [
      { startUrl: 'http://other.example.com' },
      'startUrl',
      'Its host other.example.com:80 is not among the allowed hosts: http needs the port there.',
    ],
    [
      { startUrl: 'https://me@other.example.com' },
      'startUrl',
      'Leave out the user name: an address that carries one is never opened.',
    ],
  ] as const)('says what is wrong with %o', (change, field, message) => {
    expect(errorsOf(change)[field]).toBe(message);
  });

  it.each([
    ['max_steps', 'many', 'Enter a whole number.'],
    ['max_steps', '', 'Enter a whole number.'],
    ['max_steps', '2.5', 'Enter a whole number.'],
    ['max_steps', '0', 'At least 1.'],
    ['timeout_seconds', '999999', 'At most 86,400.'],
  ] as const)('says what is wrong with %s of %o', (field, text, message) => {
    expect(errorsOf(withLimits({ [field]: text }))[field]).toBe(message);
  });

  it('takes an empty field for no limit where a policy can be without it', () => {
    const result = draftToSettings(withLimits({ ask_upload_above_kb: ' ' }), '');
    expect(result).toMatchObject({ settings: { policy: { ask_upload_above_kb: null } } });
  });

  it('names the region whose corners are the wrong way round', () => {
    const region = { id: 1, x1: '10', y1: '10', x2: '5', y2: '20', reason: '' };
    expect(errorsOf({ regions: [region] })['regions.0']).toBe('x2 and y2 must not be smaller than x1 and y1');
  });
});

describe('applyPolicy', () => {
  it('keeps hosts with a preset and takes those of a whole policy', () => {
    expect(applyPolicy(DEFAULT_DRAFT, LOCKED_DOWN, 'preset').hosts).toEqual(DEFAULT_DRAFT.hosts);
    const whole = { ...LOCKED_DOWN, allowed_hosts: ['a.example.com'] };
    expect(applyPolicy(DEFAULT_DRAFT, whole, 'whole').hosts).toEqual(['a.example.com']);
  });
});

describe('a policy that is called like a preset', () => {
  it('is one while it differs in what the form sets alone', () => {
    const fewer = { ...LOCKED_DOWN, max_steps: 3, allowed_hosts: ['a.example.com'] };
    expect(applyPolicy(DEFAULT_DRAFT, fewer, 'whole').isCustomPolicy).toBe(false);
  });

  it.each([
    { redaction: { ...LOCKED_DOWN.redaction, detect: ['iban' as const] } },
    { honeytokens: !LOCKED_DOWN.honeytokens },
    { allow_click: !LOCKED_DOWN.allow_click },
  ])('is none where it differs in %o', (change) => {
    expect(applyPolicy(DEFAULT_DRAFT, { ...LOCKED_DOWN, ...change }, 'whole').isCustomPolicy).toBe(true);
  });
});

describe('leaveScenario', () => {
  it('takes back what the scenario filled in, and leaves what was edited', () => {
    expect(leaveScenario(DEFAULT_DRAFT)).toEqual({ modelKind: 'claude', task: '', startUrl: '', hosts: [] });
    const edited = {
      ...DEFAULT_DRAFT,
      task: 'My own task',
      hosts: [...DEFAULT_DRAFT.hosts, 'a.example.com'],
    };
    expect(leaveScenario(edited)).toMatchObject({ task: 'My own task', hosts: ['a.example.com'] });
  });
});
