import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPolicyText } from '../../../../../electron/engine/policy/document/check-policy';
import { formatPolicy, updateDocument } from '../../../../../electron/engine/policy/document/format-policy';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { PickLayer } from '../../../../../renderer/features/picking/pick-layer';
import { PickPanel } from '../../../../../renderer/features/picking/pick-panel';
import { editText, selectPolicy, usePolicyDrafts } from '../../../../../renderer/forms/policy-drafts';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import { FAKE_POLICIES, FAKE_POLICY_TOOLS } from '../../../../../renderer/preview/fake-policies';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { beginPicking, useMaskPicker } from '../../../../../renderer/stores/mask-picker';
import { loadPolicies, usePolicies } from '../../../../../renderer/stores/policies-store';
import { AirlockError } from '../../../../../shared/airlock-error';
import type { PickedElement } from '../../../../../shared/domain/picking';
import type { StoredPolicy } from '../../../../../shared/domain/policy-document';
import { samplePolicy } from '../../../../helpers/sample-policy';

const policy = samplePolicy({ name: 'Invoices' });
const OWN: StoredPolicy = {
  id: 'own-invoices',
  name: 'Invoices',
  isPreset: false,
  policy,
  problems: [],
  text: `# agreed\n${formatPolicy(policy, 'yaml')}`,
};
const BASE = fakeSession({ id: 'run' });
const SESSION = { ...BASE, settings: { ...BASE.settings, policy } };
const PICKED: PickedElement = {
  box: { x: 600.5, y: 300, width: 100, height: 20 },
  tag: 'td',
  name: 'amount\u202e',
  selectors: ['#rows > td', '.amount'],
  isOpaque: false,
};

let client: FakeClient;
let picked: PickedElement | null;

beforeEach(async () => {
  picked = PICKED;
  client = new FakeClient({
    sessions: [SESSION],
    policies: [...FAKE_POLICIES, OWN],
    policyTools: {
      ...FAKE_POLICY_TOOLS,
      check: checkPolicyText,
      format: (one, into) => (into === null ? formatPolicy(one, 'yaml') : updateDocument(into, one)),
    },
  });
  const call = client.call as (name: string, input: unknown) => Promise<unknown>;
  Object.assign(client, {
    call: async (name: string, input: unknown) => {
      const answer = await call(name, input);
      return name === 'redaction:pick' ? picked : answer;
    },
  });
  provideClient(client);
  await loadPolicies();
  beginPicking('run');
});

afterEach(() => {
  cleanup();
  useMaskPicker.setState(useMaskPicker.getInitialState());
  usePolicies.setState(usePolicies.getInitialState());
  usePolicyDrafts.setState(usePolicyDrafts.getInitialState());
  window.localStorage.clear();
});

function Picking() {
  const isPicking = useMaskPicker(({ sessionId }) => sessionId !== null);
  return isPicking ? (
    <>
      <PickLayer session={SESSION} style={{}} />
      <PickPanel session={SESSION} />
    </>
  ) : null;
}

const layer = () => screen.getByRole('application');
const asked = (name: string) => client.calls.filter((call) => call.name === name).map(({ input }) => input);

async function choosePointed(): Promise<void> {
  render(<Picking />);
  fireEvent.keyDown(layer(), { key: 'ArrowRight' });
  await screen.findByText('#rows > td');
  fireEvent.keyDown(layer(), { key: 'Enter' });
  await screen.findByText('It masks one place on the screen now.');
}

describe('what is pointed at', () => {
  it('is asked for by the keyboard alone, a step or a long one at a time, and left by Escape', async () => {
    render(<Picking />);
    expect(document.activeElement).toBe(layer());
    fireEvent.keyDown(layer(), { key: 'ArrowRight' });
    await screen.findByText('#rows > td');
    fireEvent.keyDown(layer(), { key: 'ArrowDown', shiftKey: true });
    await waitFor(() =>
      expect(asked('redaction:pick')).toEqual([
        { sessionId: 'run', point: { x: 644, y: 400 }, up: 0 },
        { sessionId: 'run', point: { x: 644, y: 440 }, up: 0 },
      ]),
    );
    fireEvent.keyDown(layer(), { key: '+' });
    await waitFor(() => expect(asked('redaction:pick').at(-1)).toMatchObject({ up: 1 }));
    fireEvent.keyDown(layer(), { key: 'Escape' });
    expect(screen.queryByRole('application')).toBeNull();
  });

  it('is called by the page what the page likes, with everything hidden written out', async () => {
    render(<Picking />);
    fireEvent.keyDown(layer(), { key: 'ArrowRight' });
    await screen.findByText('#rows > td');
    expect(document.body.textContent).toContain('amount⟦U+202E⟧');
    expect(document.body.textContent).not.toContain('\u202e');
  });

  it('is none where there is no page, and nothing is chosen then', async () => {
    picked = null;
    render(<Picking />);
    fireEvent.keyDown(layer(), { key: 'ArrowRight' });
    await waitFor(() => expect(asked('redaction:pick')).toHaveLength(1));
    fireEvent.keyDown(layer(), { key: 'Enter' });
    expect(useMaskPicker.getState().chosen).toBeNull();
  });

  it('says why it can’t be told when the run is over', async () => {
    client.failures.set('redaction:pick', new AirlockError('conflict', 'This session has already ended.'));
    render(<Picking />);
    fireEvent.keyDown(layer(), { key: 'ArrowRight' });
    expect((await screen.findByRole('alert')).textContent).toBe('This session has already ended.');
  });
});

describe('what is chosen', () => {
  it('can be changed by hand, and shows each time what it would mask', async () => {
    await choosePointed();
    fireEvent.change(screen.getByLabelText('Selector'), { target: { value: 'td[' } });
    await screen.findByText('This is no CSS selector.');
    expect(screen.getByText<HTMLButtonElement>('Add to policy').disabled).toBe(true);
    fireEvent.click(screen.getByLabelText('All like it'));
    await screen.findByText(/It masks \d+ places on the screen now/);
    expect(asked('redaction:preview').at(-1)).toEqual({ sessionId: 'run', selector: '.amount' });
  });

  it('goes into the run’s own policy, which keeps its comments', async () => {
    await choosePointed();
    fireEvent.click(screen.getByText('Add to policy'));
    await screen.findByText(/Added to “Invoices”/);
    const saved = asked('policies:save').at(-1) as { text: string; replaces: string };
    expect(saved.replaces).toBe('own-invoices');
    expect(saved.text).toMatch(/^# agreed/);
    expect(checkPolicyText(saved.text).policy?.redaction.regions).toEqual([{ selector: '#rows > td' }]);
  });

  it('goes into what is not saved yet of a policy, and is not saved for the operator', async () => {
    selectPolicy(OWN);
    editText(OWN.id, `# mine\n${OWN.text}`);
    await waitFor(() => expect(usePolicyDrafts.getState().drafts[OWN.id]?.state).toBe('in-step'));
    await choosePointed();
    fireEvent.click(screen.getByText('Add to policy'));
    await screen.findByText(/Added to what is not saved yet of “Invoices”/);
    expect(asked('policies:save')).toEqual([]);
    expect(usePolicyDrafts.getState().drafts[OWN.id]?.text).toMatch(/^# mine[\s\S]*#rows > td/);
  });

  it('goes into a copy of a preset, since presets stay as they are', async () => {
    await choosePointed();
    const preset = FAKE_POLICIES[0];
    fireEvent.change(screen.getByLabelText('Policy'), { target: { value: preset?.id } });
    fireEvent.click(screen.getByText('Add to policy'));
    await screen.findByText(new RegExp(`“${preset?.name} copy” is new`));
    expect(asked('policies:save').at(-1)).toMatchObject({ replaces: null });
  });

  it('may be the place on the screen, in whole pixels, for what nobody can read', async () => {
    picked = { ...PICKED, isOpaque: true };
    await choosePointed();
    expect(screen.getByText(/Nobody can read what a canvas/)).toBeTruthy();
    fireEvent.click(screen.getByLabelText('This place'));
    fireEvent.click(screen.getByText('Add to policy'));
    await screen.findByText(/Added to “Invoices”/);
    const { text } = asked('policies:save').at(-1) as { text: string };
    expect(checkPolicyText(text).policy?.redaction.regions).toEqual([{ x1: 600, y1: 300, x2: 700, y2: 319 }]);
  });

  it('can be copied', async () => {
    await choosePointed();
    fireEvent.click(screen.getByText('Copy'));
    await waitFor(() => expect(asked('app:copy')).toEqual([{ text: '#rows > td' }]));
  });
});
