import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAction } from '../../../../../electron/engine/actions/parse-call';
import { checkPolicyText } from '../../../../../electron/engine/policy/document/check-policy';
import { formatPolicy, updateDocument } from '../../../../../electron/engine/policy/document/format-policy';
import { dryRunAction } from '../../../../../electron/engine/policy/dry-run/dry-run';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { PoliciesView } from '../../../../../renderer/features/policies/policies-view';
import { connectPolicyDrafts, usePolicyDrafts } from '../../../../../renderer/forms/policy-drafts';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { FAKE_DRY_RUN, FAKE_POLICIES, type PolicyTools } from '../../../../../renderer/preview/fake-policies';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { useNotices } from '../../../../../renderer/stores/notices-store';
import { loadPolicies, usePolicies } from '../../../../../renderer/stores/policies-store';
import { useSessions } from '../../../../../renderer/stores/sessions-store';
import type { StoredPolicy } from '../../../../../shared/domain/policy-document';
import { POLICY_PRESETS } from '../../../../../shared/domain/policy-presets';
import type { PolicyRule } from '../../../../../shared/domain/policy-rule';
import { samplePolicy } from '../../../../helpers/sample-policy';

/** The engine's own reading and writing, so that form and document are in step as they are in the console. */
const TOOLS: PolicyTools = {
  check: checkPolicyText,
  format: (policy, into) => (into === null ? formatPolicy(policy, 'yaml') : updateDocument(into, policy)),
  dryRun: (policy, subject) =>
    subject.kind === 'session'
      ? FAKE_DRY_RUN
      : [
          dryRunAction(policy, subject.action, subject.target ?? null, {
            now: new Date(),
            tools: { parse: parseAction, assess: () => [] },
          }),
        ],
};

function stored(name: string, rules: readonly PolicyRule[] = []): StoredPolicy {
  const policy = samplePolicy({ name, rules });
  return {
    id: `own-${name.toLowerCase()}`,
    name,
    isPreset: false,
    policy,
    problems: [],
    text: formatPolicy(policy, 'yaml'),
  };
}

const PRESETS = FAKE_POLICIES.map((one, index) => ({
  ...one,
  text: formatPolicy(POLICY_PRESETS[index] ?? samplePolicy(), 'yaml'),
}));
const rule = (reason: string): PolicyRule => ({ when: { name: [`${reason}*`] }, then: 'deny', reason });

let client: FakeClient;

beforeEach(() => {
  client = new FakeClient({
    policies: [...PRESETS, stored('Invoices', [rule('first'), rule('second'), rule('third')])],
    policyTools: TOOLS,
  });
  provideClient(client);
});

afterEach(() => {
  cleanup();
  usePolicies.setState(usePolicies.getInitialState());
  usePolicyDrafts.setState(usePolicyDrafts.getInitialState());
  useSessions.setState(useSessions.getInitialState());
  window.localStorage.clear();
});

/** What may be called so, found by its words alone: of a form of this size a role takes most of a second to ask for. */
function called(name: string | RegExp): readonly Element[] {
  const is = (text: string | null) => {
    const plain = (text ?? '').trim();
    return typeof name === 'string' ? plain === name : name.test(plain);
  };
  const labelled = [...document.querySelectorAll('[aria-label]')].filter((element) =>
    is(element.getAttribute('aria-label')),
  );
  const byLabel = [...document.querySelectorAll('label')].flatMap((label) =>
    is(label.textContent) ? [document.getElementById(label.htmlFor) ?? label] : [],
  );
  const byText = [...document.querySelectorAll('button, h1')].filter(({ textContent }) => is(textContent));
  return [...new Set([...labelled, ...byLabel, ...byText])];
}

/** The one element of a role and a name; role and name are asked for where its words were found, and nowhere else. */
function byRole<T extends HTMLElement>(role: string, options: { name: string | RegExp; level?: number }): T {
  const around = new Set(called(options.name).map((element) => element.parentElement ?? document.body));
  const found = new Set([...around].flatMap((place) => within(place).queryAllByRole<T>(role, options)));
  const [one, ...others] = found;
  if (one === undefined || others.length > 0)
    throw new Error(`${found.size} of role ${role} are called ${options.name}`);
  return one;
}

const untilRole = (role: string, options: { name: string | RegExp; level?: number }) =>
  waitFor(() => byRole(role, options));
const area = () => byRole<HTMLTextAreaElement>('textbox', { name: 'Policy document' });
const button = (name: string | RegExp) => byRole<HTMLButtonElement>('button', { name });
const choose = async (name: string) =>
  fireEvent.click(await untilRole('button', { name: new RegExp(`^${name}`) }));

async function open(name: string): Promise<void> {
  render(<PoliciesView />);
  await choose(name);
  await untilRole('heading', { name, level: 1 });
}

describe('the policies', () => {
  it('show a preset that can only be looked at, and duplicated', async () => {
    await open('Supervised');
    expect(area().readOnly).toBe(true);
    expect(byRole<HTMLInputElement>('textbox', { name: 'Name' }).closest('fieldset')?.disabled).toBe(true);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    fireEvent.click(button('Duplicate to edit'));
    await untilRole('heading', { name: 'Supervised copy', level: 1 });
    expect(area().readOnly).toBe(false);
  });

  it('bring every change of the form into the document, and keep its comments', async () => {
    await open('Invoices');
    fireEvent.change(area(), { target: { value: `# agreed with finance\n${area().value}` } });
    await waitFor(() => expect(usePolicyDrafts.getState().drafts['own-invoices']?.state).toBe('in-step'));
    fireEvent.change(byRole('textbox', { name: 'Actions' }), { target: { value: '12' } });
    await waitFor(() => expect(area().value).toContain('max_steps: 12'));
    expect(area().value).toMatch(/^# agreed with finance/);
  });

  it('bring every change of the document into the form', async () => {
    await open('Invoices');
    fireEvent.change(area(), {
      target: { value: area().value.replace('allow_type: true', 'allow_type: false') },
    });
    await waitFor(() => expect(byRole<HTMLInputElement>('checkbox', { name: 'Type' }).checked).toBe(false));
  });

  it('keep a number that can not be used in its field, and out of the document', async () => {
    await open('Invoices');
    const field = byRole<HTMLInputElement>('textbox', { name: 'Actions' });
    const before = area().value;
    fireEvent.change(field, { target: { value: '50000' } });
    expect(screen.getByText('At most 10,000.')).toBeTruthy();
    expect([field.value, area().value]).toEqual(['50000', before]);
  });

  it('name what is wrong with line and field, and lead to the line', async () => {
    await open('Invoices');
    const broken = area().value.replace('max_steps: 30', 'max_steps: many');
    fireEvent.change(area(), { target: { value: broken } });
    const line = broken.split('\n').findIndex((text) => text.startsWith('max_steps')) + 1;
    fireEvent.click(await screen.findByRole('button', { name: new RegExp(`Line ${line} max_steps`) }));
    const { selectionStart, selectionEnd, value } = area();
    expect(value.slice(selectionStart, selectionEnd)).toBe('max_steps: many');
    expect(screen.getByText(/The form shows what was last read/)).toBeTruthy();
    expect(button('Save').disabled).toBe(true);
  });

  it('are saved as they are written, and told so', async () => {
    await open('Invoices');
    fireEvent.change(area(), {
      target: { value: area().value.replace('max_steps: 30', 'max_steps: 9 # few') },
    });
    await waitFor(() => expect(button('Save').disabled).toBe(false));
    fireEvent.keyDown(area(), { key: 's', ctrlKey: true });
    await waitFor(() => expect(screen.queryByText('Not saved')).toBeNull());
    expect(client.calls.findLast(({ name }) => name === 'policies:save')?.input).toMatchObject({
      text: expect.stringContaining('max_steps: 9 # few'),
      replaces: 'own-invoices',
    });
  });

  it('say why one could not be saved, and keep it', async () => {
    await open('Invoices');
    fireEvent.change(byRole('textbox', { name: 'Name' }), { target: { value: 'Supervised' } });
    await waitFor(() => expect(button('Save').disabled).toBe(false));
    fireEvent.click(button('Save'));
    expect((await screen.findByRole('alert')).textContent).toContain('already');
    expect(area().value).toContain('name: Supervised');
  });

  it('keep what is not saved when another one is looked at, and over a reload', async () => {
    const disconnect = connectPolicyDrafts();
    await open('Invoices');
    fireEvent.change(area(), { target: { value: `# half done\n${area().value}` } });
    await choose('Read-only');
    await untilRole('heading', { name: 'Read-only', level: 1 });
    await choose('Invoices');
    expect(area().value).toMatch(/^# half done/);
    disconnect();
    cleanup();
    usePolicyDrafts.setState(usePolicyDrafts.getInitialState());
    const again = connectPolicyDrafts();
    await open('Invoices');
    expect(area().value).toMatch(/^# half done/);
    again();
  });

  it('whose file was changed outside are shown as the file is, unless something is not saved', async () => {
    await open('Invoices');
    const change = async (steps: number): Promise<void> => {
      const policies = client.data.policies.map((one) =>
        one.isPreset ? one : { ...one, text: one.text.replace(/max_steps: \d+/, `max_steps: ${steps}`) },
      );
      client.data = { ...client.data, policies };
      await act(loadPolicies);
    };
    await change(3);
    await waitFor(() => expect(area().value).toContain('max_steps: 3\n'));
    fireEvent.change(area(), { target: { value: `# mine\n${area().value}` } });
    await change(4);
    expect(screen.getByText(/changed outside the console/)).toBeTruthy();
    expect(area().value).toContain('max_steps: 3\n');
    fireEvent.click(button('Discard'));
    await waitFor(() => expect(area().value).toContain('max_steps: 4\n'));
  });

  it('can be deleted, and the deletion taken back', async () => {
    await open('Invoices');
    fireEvent.click(button('Delete this policy'));
    fireEvent.click(await untilRole('button', { name: 'Undo' }));
    await untilRole('button', { name: /^Invoices/ });
    expect(client.data.policies.map(({ name }) => name)).toContain('Invoices');
  });

  it('whose file can not be read are shown with what is wrong, to be mended', async () => {
    const text = 'version: 1\nname: Half\nallow_click: maybe\n';
    const { problems } = checkPolicyText(text);
    client.data = {
      ...client.data,
      policies: [...PRESETS, { id: 'half', name: 'half', isPreset: false, policy: null, problems, text }],
    };
    await open('half');
    expect(area().value).toBe(text);
    expect(screen.getByRole('button', { name: /Line 3 allow_click/ })).toBeTruthy();
  });

  it('are imported as a draft that shows its problems', async () => {
    await open('Supervised');
    // The test's browser has files without `text`.
    const text = async () => 'max_steps: 3\nmax_stepps: 4\n';
    const file = Object.assign(new File([], 'mine.yaml'), { text });
    fireEvent.change(screen.getByLabelText('Policy file'), { target: { files: [file] } });
    await untilRole('heading', { name: 'mine.yaml', level: 1 });
    await screen.findByRole('button', { name: /Line 2 max_stepps no such field/ });
  });

  it('are not read from what is no text', async () => {
    await open('Supervised');
    const file = Object.assign(new File([], 'picture.yaml'), { text: async () => 'PNG\0\ufffd' });
    fireEvent.change(screen.getByLabelText('Policy file'), { target: { files: [file] } });
    await waitFor(() => expect(useNotices.getState().notices.at(-1)?.text).toContain('is no text file'));
    expect(screen.queryByRole('heading', { name: 'picture.yaml', level: 1 })).toBeNull();
  });

  it('are written to a file, and the file is named', async () => {
    await open('Invoices');
    fireEvent.click(button('Export as JSON'));
    await waitFor(() =>
      expect(client.calls.at(-1)).toMatchObject({ name: 'policies:export', input: { format: 'json' } }),
    );
  });
});

describe('the rules', () => {
  const reasons = () =>
    within(screen.getByRole('list', { name: 'Rules' }))
      .getAllByRole('button', { expanded: false })
      .map((head) => /first|second|third/.exec(head.textContent ?? '')?.[0]);

  it('are moved by Alt and the arrow keys, and the moved one keeps the keyboard', async () => {
    await open('Invoices');
    const [head] = within(screen.getByRole('list', { name: 'Rules' })).getAllByRole('button', {
      expanded: false,
    });
    if (head === undefined) throw new Error('no rule is shown');
    head.focus();
    fireEvent.keyDown(head, { key: 'ArrowDown', altKey: true });
    await waitFor(() => expect(reasons()).toEqual(['second', 'first', 'third']));
    expect(document.activeElement?.textContent).toContain('first');
    const order = () => [...area().value.matchAll(/reason: (\w+)/g)].map(([, reason]) => reason);
    await waitFor(() => expect(order()).toEqual(['second', 'first', 'third']));
  });

  it('are moved and removed by buttons', async () => {
    await open('Invoices');
    fireEvent.click(button('Move rule 3 up'));
    fireEvent.click(button('Remove rule 1'));
    await waitFor(() => expect(reasons()).toEqual(['third', 'second']));
    expect(button('Move rule 1 up').disabled).toBe(true);
  });

  it('get a condition into the document with its first value, and never an empty one', async () => {
    await open('Invoices');
    fireEvent.click(button('Add a rule'));
    const add = await untilRole('combobox', { name: 'Add a condition to rule 4' });
    const ofRule4 = () => usePolicyDrafts.getState().drafts['own-invoices']?.policy?.rules[3]?.when;
    fireEvent.change(add, { target: { value: 'host' } });
    expect(ofRule4()).toEqual({});
    const field = byRole('textbox', { name: 'Add to Host of rule 4' });
    fireEvent.change(field, { target: { value: 'app.example.com' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(ofRule4()).toEqual({ host: ['app.example.com'] }));
    fireEvent.click(button('Remove app.example.com'));
    await waitFor(() => expect(ofRule4()).toEqual({}));
  });

  it('about requests are narrowed part by part, and hold for any request without one', async () => {
    await open('Invoices');
    fireEvent.click(button('Add a rule'));
    const ofRule4 = () => usePolicyDrafts.getState().drafts['own-invoices']?.policy?.rules[3]?.when;
    const add = await untilRole('combobox', { name: 'Add a condition to rule 4' });
    fireEvent.change(add, { target: { value: 'request' } });
    await waitFor(() => expect(ofRule4()).toEqual({ request: {} }));
    // What is about actions has no place beside it.
    const offered = [...byRole('combobox', { name: 'Add a condition to rule 4' }).querySelectorAll('option')];
    expect(offered.map(({ value }) => value)).toEqual(['', 'risk', 'level', 'time']);
    const narrow = (part: string) =>
      fireEvent.change(byRole('combobox', { name: 'Narrow the request of rule 4' }), {
        target: { value: part },
      });
    const enter = (name: string, value: string): void => {
      const field = byRole('textbox', { name });
      fireEvent.change(field, { target: { value } });
      fireEvent.keyDown(field, { key: 'Enter' });
    };
    narrow('method');
    const method = byRole('combobox', { name: 'Add to Method of the request of rule 4' });
    for (const value of ['no method', 'delete']) {
      fireEvent.change(method, { target: { value } });
      fireEvent.keyDown(method, { key: 'Enter' });
    }
    await waitFor(() => expect(ofRule4()).toEqual({ request: { method: ['DELETE'] } }));
    narrow('path');
    enter('Add to Path of the request of rule 4', '/invoices/*');
    narrow('above_kb');
    const size = byRole('textbox', { name: 'Kilobytes of the request of rule 4' });
    fireEvent.change(size, { target: { value: 'many' } });
    expect(size.getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(size, { target: { value: '100' } });
    await waitFor(() =>
      expect(ofRule4()).toEqual({ request: { method: ['DELETE'], path: ['/invoices/*'], above_kb: 100 } }),
    );
    fireEvent.click(button('Remove method of the request from rule 4'));
    await waitFor(() => expect(ofRule4()).toEqual({ request: { path: ['/invoices/*'], above_kb: 100 } }));
    expect(area().value).toContain('above_kb: 100');
  });

  it('that can never be reached say so where they stand', async () => {
    client.data = {
      ...client.data,
      policies: [...PRESETS, stored('Shadowed', [{ ...rule('all'), when: {} }, rule('never')])],
    };
    await open('Shadowed');
    fireEvent.change(area(), { target: { value: `${area().value}\n` } });
    expect((await screen.findAllByText(/is never reached: rules\[0\]/)).length).toBeGreaterThan(0);
  });
});

describe('the dry run', () => {
  const openDryRun = async (): Promise<void> => {
    useSessions.setState({ sessions: [fakeSession({ id: 'past' })] });
    await open('Invoices');
    fireEvent.mouseDown(byRole('tab', { name: 'Try it' }), { button: 0 });
    await untilRole('combobox', { name: 'Would these have been let through?' });
  };

  it('shows how many decisions change, and those first', async () => {
    await openDryRun();
    fireEvent.change(byRole('combobox', { name: 'Would these have been let through?' }), {
      target: { value: 'past' },
    });
    const count = await screen.findByText('2 of 3');
    expect(count.parentElement?.textContent).toBe('2 of 3 decisions change');
    const [first] = within(screen.getByRole('list', { name: 'Changed' })).getAllByRole('listitem');
    expect(first?.textContent).toContain('rules[0]');
    expect(first?.textContent).toContain('name Export*');
    expect(first?.textContent).toContain('Not taken into account');
    expect(screen.getByText('1 as before')).toBeTruthy();
  });

  it('judges one action that is pasted, and refuses what is none', async () => {
    await openDryRun();
    fireEvent.change(byRole('combobox', { name: 'Would these have been let through?' }), {
      target: { value: 'pasted' },
    });
    expect((await screen.findByText('on_risk')).tagName).toBe('CODE');
    fireEvent.change(byRole('textbox', { name: 'Action' }), { target: { value: 'rm -rf' } });
    expect(await screen.findByText(/Not an action/)).toBeTruthy();
  });
});

describe('what is masked', () => {
  const section = () => within(screen.getByRole('region', { name: 'Redaction' }));

  it('goes from the form into the document, one kind at a time', async () => {
    await open('Invoices');
    fireEvent.click(section().getByRole('checkbox', { name: 'IBANs' }));
    await waitFor(() => expect(area().value).toContain('detect: [ iban ]'));
    fireEvent.click(section().getByRole('checkbox', { name: 'Card numbers' }));
    await waitFor(() => expect(area().value).toContain('detect: [ card_number, iban ]'));
    fireEvent.click(section().getByRole('checkbox', { name: 'One-time codes' }));
    await waitFor(() => expect(area().value).toContain('fields: [ password, card ]'));
    fireEvent.change(section().getByLabelText('When it is not certain where'), {
      target: { value: 'pause' },
    });
    await waitFor(() => expect(area().value).toContain('when_unsure: pause'));
    fireEvent.change(section().getByLabelText('Your live view'), { target: { value: 'masked' } });
    await waitFor(() => expect(area().value).toContain('live_view: masked'));
  });

  it('takes elements by selector', async () => {
    await open('Invoices');
    fireEvent.click(section().getByRole('button', { name: 'Elements by selector' }));
    const selector = section().getByRole('textbox', { name: 'Masked parts, 1: selector' });
    fireEvent.change(selector, { target: { value: '.balance' } });
    await waitFor(() => expect(area().value).toContain('.balance'));
  });
});
