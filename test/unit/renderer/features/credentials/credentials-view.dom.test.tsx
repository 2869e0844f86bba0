import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { CredentialsView } from '../../../../../renderer/features/credentials/credentials-view';
import { FakeClient, type FakeData } from '../../../../../renderer/preview/fake-client';
import { FAKE_CREDENTIALS, FAKE_IMPORT, OPEN_VAULT } from '../../../../../renderer/preview/fake-vault';
import { connectStores } from '../../../../../renderer/stores/connect-stores';
import { useCredentials } from '../../../../../renderer/stores/credentials-store';
import { useNotices } from '../../../../../renderer/stores/notices-store';
import { usePolicies } from '../../../../../renderer/stores/policies-store';
import { AirlockError } from '../../../../../shared/airlock-error';
import { assertDefined } from '../../../../../shared/assert';
import type { CallName } from '../../../../../shared/ipc/names';

let client: FakeClient;
let disconnect: () => void;

async function open(data: Partial<FakeData> = {}): Promise<void> {
  client = new FakeClient({ credentials: FAKE_CREDENTIALS, importPreview: FAKE_IMPORT, ...data });
  provideClient(client);
  disconnect = connectStores();
  render(<CredentialsView />);
  await waitFor(() => expect(useCredentials.getState().vault).not.toBeNull());
}

beforeEach(() => {
  useCredentials.setState(useCredentials.getInitialState(), true);
  useNotices.setState(useNotices.getInitialState(), true);
  usePolicies.setState(usePolicies.getInitialState(), true);
});
afterEach(() => {
  cleanup();
  disconnect();
});

const sent = (name: CallName) => client.calls.filter((call) => call.name === name).map(({ input }) => input);
/** Roles, and labels by the library's own way, are slow to look for in a whole view. */
function called<E extends Element>(
  what: string,
  name: string | RegExp,
  wordsOf: (one: E) => string,
): E | undefined {
  const fits = (words: string) =>
    typeof name === 'string' ? words.trim() === name : name.test(words.trim());
  return [...document.querySelectorAll<E>(what)].find((one) =>
    fits(one.getAttribute('aria-label') ?? wordsOf(one)),
  );
}

function findField(name: string | RegExp): HTMLInputElement | null {
  const label = called<HTMLElement>('label, input[aria-label]', name, ({ textContent }) => textContent ?? '');
  if (label instanceof HTMLInputElement) return label;
  if (!(label instanceof HTMLLabelElement)) return null;
  return (
    label.querySelector('input') ?? document.querySelector(`input#${label.htmlFor}, select#${label.htmlFor}`)
  );
}
function field(name: string | RegExp): HTMLInputElement {
  const found = findField(name);
  if (found === null) throw new Error(`There is no field ${name}`);
  return found;
}
const type = (name: string | RegExp, value: string) => fireEvent.change(field(name), { target: { value } });
const form = (name: string) => document.querySelector(`form[aria-label="${name}"]`);

function button(name: string | RegExp): HTMLButtonElement {
  const found = called<HTMLButtonElement>('button', name, ({ textContent }) => textContent ?? '');
  if (found === undefined) throw new Error(`There is no button ${name}`);
  return found;
}
const press = (name: string | RegExp) => fireEvent.click(button(name));
const row = (name: string) => waitFor(() => button(new RegExp(`^${name}`)));
const addSite = (text: string) => {
  type('Add to Sites', text);
  fireEvent.keyDown(field('Add to Sites'), { key: 'Enter' });
};

describe('the credentials', () => {
  it('say of each what it is, where it may be used, by whom and when it was', async () => {
    await open();
    const rows = [
      ...(
        await waitFor(() => assertDefined(document.querySelector('.credential-rows'), 'the rows'))
      ).querySelectorAll('button'),
    ];
    const words = rows.map(({ textContent }) => textContent ?? '');
    expect(words).toHaveLength(5);
    expect(words[0]).toMatch(
      /Billing.*Login · ada@larkspur\.example · one-time codes.*billing\.practice\.test.*Practice.*Supervised, Locked down/,
    );
    expect(words[1]).toContain('in 1Password');
    expect(words[1]).toContain('and 1 more');
    expect(words[2]).toMatch(/Header token · Authorization.*None.*Never/);
    expect(words[3]).toContain('Spelt with special letters');
  });

  it('write out what is hidden in a name of an account', async () => {
    const [first] = FAKE_CREDENTIALS;
    if (first === undefined) throw new Error('there are some');
    await open({ credentials: [{ ...first, account: 'ada\u202Emoc.live' }] });
    expect((await row('Billing')).textContent).toContain('ada⟦U+202E⟧moc.live');
  });

  it('are walked through by keyboard', async () => {
    await open();
    const first = await row('Billing');
    first.focus();
    fireEvent.keyDown(first, { key: 'ArrowDown' });
    expect(document.activeElement?.textContent).toContain('Larkspur admin');
    fireEvent.keyDown(document.activeElement as Element, { key: 'End' });
    expect(document.activeElement?.textContent).toContain('Warehouse PIN');
    fireEvent.keyDown(document.activeElement as Element, { key: 'Home' });
    expect(document.activeElement).toBe(first);
  });

  it('say what they are for while there are none, and begin from there', async () => {
    await open({ credentials: [] });
    expect(await screen.findByText('Let agents sign in without telling them a password')).toBeTruthy();
    press('New credential');
    expect(document.activeElement).toBe(field('Name'));
  });

  it('say so when they can’t be read, and try again', async () => {
    client = new FakeClient({ credentials: FAKE_CREDENTIALS });
    client.failures.set('vault:status', new AirlockError('internal', 'No vault.'));
    provideClient(client);
    disconnect = connectStores();
    render(<CredentialsView />);
    expect((await screen.findByRole('alert')).textContent).toContain('No vault.');
    client.failures.clear();
    press('Try again');
    await row('Billing');
  });
});

describe('a new credential', () => {
  it('is sent once, whole, and leaves nothing of its secrets in the window', async () => {
    await open();
    await row('Billing');
    press('New');
    type('Name', 'Acme');
    addSite('https://app.acme.example/login?next=1');
    addSite('app.acme.example:8443');
    type('User name', 'ada');
    type('Password', 'canary-hunter2');
    type('One-time codes', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    fireEvent.click(await waitFor(() => field('Supervised')));
    press('Save');
    await waitFor(() => expect(form('Credential')).toBeNull());
    expect(sent('credentials:save')).toEqual([
      {
        id: null,
        name: 'Acme',
        kind: 'login',
        origins: ['https://app.acme.example', 'https://app.acme.example:8443'],
        policies: ['Supervised'],
        account: 'ada',
        headerName: null,
        source: { kind: 'airlock' },
        hasCode: false,
        secrets: { password: 'canary-hunter2', seed: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' },
      },
    ]);
    await row('Acme');
    expect(document.body.innerHTML).not.toMatch(/canary|GEZD/);
    expect(JSON.stringify(useCredentials.getState())).not.toMatch(/canary|GEZD/);
  });

  it('says in words what is missing, and sends nothing', async () => {
    await open();
    await row('Billing');
    press('New');
    press('Save');
    for (const words of ['Give it a name.', 'Name a site that it is for.', 'The password is missing.']) {
      expect(screen.getByText(words)).toBeTruthy();
    }
    type('Name', '-evil');
    press('Save');
    expect(screen.getByText(/The name must be letters, digits/)).toBeTruthy();
    expect(sent('credentials:save')).toEqual([]);
  });

  it.each([
    ['http://app.acme.example', /is not encrypted/],
    ['https://*.acme.example', /is a pattern/],
    ['https://app.acme.example@evil.example', /has a name or password in it/],
    ['what', null],
  ])('takes no site that is %s', async (text, problem) => {
    await open();
    await row('Billing');
    press('New');
    addSite(text);
    if (problem === null) expect(screen.getByText('https://what')).toBeTruthy();
    else {
      expect(screen.getByRole('alert').textContent).toMatch(problem);
      expect(field('Add to Sites').value).toBe(text);
    }
  });

  it('that the engine refuses stays as it was typed, with the reason', async () => {
    await open();
    await row('Billing');
    press('New');
    type('Name', 'Billing');
    addSite('https://app.acme.example');
    type('Password', 'canary-hunter2');
    press('Save');
    expect((await screen.findByRole('alert')).textContent).toContain('There is an entry “Billing” already');
    expect(field('Password').value).toBe('canary-hunter2');
  });

  it('in another password manager asks for the entry there and for no secret', async () => {
    await open();
    await row('Billing');
    press('New');
    type('Name', 'Acme');
    addSite('https://app.acme.example');
    type('Kept in', 'op');
    expect(findField('Password')).toBeNull();
    type('Entry there', 'op://Work/Acme');
    fireEvent.click(field('It makes one-time codes'));
    press('Save');
    await waitFor(() =>
      expect(sent('credentials:save')).toMatchObject([
        {
          source: { kind: 'command', command: 'op', reference: 'op://Work/Acme' },
          hasCode: true,
          secrets: {},
        },
      ]),
    );
  });

  it('has its secrets typed out of sight, and nothing offers to complete them', async () => {
    await open();
    await row('Billing');
    press('New');
    expect(field('Password').type).toBe('password');
    expect(field('One-time codes').type).toBe('password');
    expect(field('Password').autocomplete).toBe('off');
  });
});

describe('a credential that is there', () => {
  it('keeps its secrets unless they are replaced or taken away', async () => {
    await open();
    fireEvent.click(await row('Billing'));
    expect(findField('Password')).toBeNull();
    press('Replace: Password');
    type('Password', 'canary-new');
    press('Keep the saved one');
    press('Take away: One-time codes');
    type('Name', 'Billing EU');
    press('Save');
    await waitFor(() => expect(sent('credentials:save')).toHaveLength(1));
    expect(sent('credentials:save')).toMatchObject([
      { id: 'billing', name: 'Billing EU', secrets: { seed: null } },
    ]);
    expect(JSON.stringify(sent('credentials:save'))).not.toContain('canary');
  });

  it('is not saved with an empty secret in the place of the one that it had', async () => {
    await open();
    fireEvent.click(await row('Billing'));
    press('Replace: Password');
    press('Save');
    expect(screen.getByText('The password is missing.')).toBeTruthy();
    expect(sent('credentials:save')).toEqual([]);
  });

  it('shows a policy that is no longer there, and lets it be taken off', async () => {
    const [first] = FAKE_CREDENTIALS;
    if (first === undefined) throw new Error('there are some');
    await open({ credentials: [{ ...first, policies: ['Gone'] }] });
    fireEvent.click(await row('Billing'));
    fireEvent.click(field('Gone (no longer there)'));
    expect(screen.getByText('No agent can use it until you choose one.')).toBeTruthy();
  });

  it('is removed after a second answer alone', async () => {
    await open();
    fireEvent.click(await row('Billing'));
    press('Remove');
    expect(document.activeElement?.textContent).toBe('Keep it');
    press('Keep it');
    expect(sent('credentials:remove')).toEqual([]);
    press('Remove');
    press('Remove for good');
    await waitFor(() => expect(sent('credentials:remove')).toEqual([{ id: 'billing' }]));
    await waitFor(() => expect(screen.queryByText('Billing')).toBeNull());
  });

  it('closes with Escape, and the focus goes back to its row', async () => {
    await open();
    const billing = await row('Billing');
    billing.focus();
    fireEvent.click(billing);
    fireEvent.keyDown(field('Name'), { key: 'Escape' });
    expect(form('Credential')).toBeNull();
    expect(document.activeElement).toBe(billing);
  });

  it('is not given up by Escape or by a click on another while something is typed', async () => {
    await open();
    fireEvent.click(await row('Billing'));
    type('Name', 'Billing EU');
    fireEvent.keyDown(field('Name'), { key: 'Escape' });
    fireEvent.click(await row('Larkspur admin'));
    expect(field('Name').value).toBe('Billing EU');
    expect(useNotices.getState().notices.at(-1)?.text).toContain('Save or cancel');
    press('Cancel');
    fireEvent.click(await row('Larkspur admin'));
    expect(field('Name').value).toBe('Larkspur admin');
  });

  it('whose secret nobody types has its name, sites and policies changed alone', async () => {
    await open();
    fireEvent.click(await row('Supplier portal'));
    expect(findField('Password')).toBeNull();
    expect(findField('Kept in')).toBeNull();
    type('Name', 'Supplier');
    press('Save');
    await waitFor(() => expect(sent('credentials:save')).toMatchObject([{ kind: 'session', secrets: {} }]));
  });

  it('that is gone meanwhile closes', async () => {
    await open();
    fireEvent.click(await row('Billing'));
    act(() => client.setVault({ credentials: FAKE_CREDENTIALS.slice(1) }));
    await waitFor(() => expect(form('Credential')).toBeNull());
  });
});

describe('an import', () => {
  it('shows what would come, what is there and what is left out, and takes what is chosen', async () => {
    await open();
    await row('Billing');
    press('Import…');
    const list = await waitFor(() => assertDefined(document.querySelector('.import-rows'), 'the lines'));
    expect(list.textContent).toContain('The same account and site as “Larkspur admin” in the vault.');
    const boxes = [...list.querySelectorAll('input')];
    expect(boxes.map(({ checked, disabled }) => [checked, disabled])).toEqual([
      [true, false],
      [true, false],
      [false, false],
      [false, true],
    ]);
    fireEvent.click(field(/^Parcels/));
    fireEvent.click(field('Supervised'));
    press('Take 1 login');
    await waitFor(() =>
      expect(sent('credentials:import-take')).toEqual([
        { importId: 'import-1', lines: [2], policies: ['Supervised'] },
      ]),
    );
    expect(await screen.findByText(/Delete/)).toBeTruthy();
    press('Done');
    await row('Acme');
  });

  it('that is called off is forgotten', async () => {
    await open();
    await row('Billing');
    press('Import…');
    await waitFor(() => assertDefined(document.querySelector('.import-rows'), 'the lines'));
    press('Cancel');
    await waitFor(() => expect(sent('credentials:import-drop')).toHaveLength(1));
    expect(document.querySelector('.import-rows')).toBeNull();
  });

  it('of a file that is none says so, and opens nothing', async () => {
    await open();
    await row('Billing');
    client.failures.set('credentials:import-preview', new AirlockError('bad-input', 'That is no export.'));
    press('Import…');
    await waitFor(() => expect(useNotices.getState().notices.at(-1)?.text).toBe('That is no export.'));
    expect(document.querySelector('.import-rows')).toBeNull();
  });

  it('for which no file was chosen changes nothing', async () => {
    await open({ importPreview: null });
    await row('Billing');
    press('Import…');
    await waitFor(() => expect(sent('credentials:import-preview')).toHaveLength(1));
    expect(document.querySelector('[aria-label="Import"]')).toBeNull();
  });
});

describe('the vault', () => {
  it('that is locked shows nothing but the way in, and says that a passphrase was wrong', async () => {
    await open({ vault: { ...OPEN_VAULT, state: 'locked', protection: 'passphrase' } });
    expect(screen.queryByText('Billing')).toBeNull();
    type('Passphrase', 'wrong');
    press('Unlock');
    expect((await screen.findByRole('alert')).textContent).toContain('not the passphrase of this vault');
    expect(field('Passphrase').value).toBe('');
    type('Passphrase', 'open sesame please');
    press('Unlock');
    await row('Billing');
  });

  it('locks when it is told to', async () => {
    await open({ vault: { ...OPEN_VAULT, protection: 'passphrase' } });
    await row('Billing');
    press('Lock');
    await screen.findByText('The vault is locked');
    expect(screen.queryByText('Billing')).toBeNull();
  });

  it('without a key store asks for a passphrase, twice and long enough', async () => {
    await open({
      vault: { state: 'passphrase-needed', protection: null, hasSystemStore: false, problem: '' },
    });
    type('Passphrase', 'short');
    press('Set passphrase');
    expect(screen.getByText('It needs 12 characters or more.')).toBeTruthy();
    type('Passphrase', 'correct horse battery');
    press('Set passphrase');
    expect(screen.getByText('The two are not the same.')).toBeTruthy();
    expect(sent('vault:set-passphrase')).toEqual([]);
    type('Once more', 'correct horse battery');
    press('Set passphrase');
    await waitFor(() =>
      expect(sent('vault:set-passphrase')).toEqual([{ current: null, next: 'correct horse battery' }]),
    );
  });

  it('that can’t be opened says why, and is put aside after a second answer alone', async () => {
    await open({
      vault: { state: 'unreadable', protection: null, hasSystemStore: true, problem: 'It is damaged.' },
    });
    expect(screen.getByRole('alert').textContent).toContain('It is damaged.');
    press('Look again');
    await waitFor(() => expect(sent('vault:look-again')).toHaveLength(1));
    press('Begin with an empty vault…');
    press('Leave it');
    expect(sent('vault:begin-anew')).toEqual([]);
    press('Begin with an empty vault…');
    press('Put it aside and begin anew');
    await screen.findByText('Let agents sign in without telling them a password');
    expect(useNotices.getState().notices.at(-1)?.text).toContain(
      'is kept in /root/.config/airlock/credentials.vault.kept-',
    );
  });

  it('takes another passphrase when the present one is given, and says when that is wrong', async () => {
    await open({ vault: { ...OPEN_VAULT, protection: 'passphrase' } });
    await row('Billing');
    press('Passphrase');
    type('Passphrase now', 'canary now');
    type('New passphrase', 'correct horse battery');
    type('Once more', 'correct horse battery');
    client.failures.set('vault:set-passphrase', new AirlockError('bad-input', 'That is not the passphrase.'));
    press('Change passphrase');
    expect((await screen.findByRole('alert')).textContent).toContain('That is not the passphrase.');
    client.failures.clear();
    press('Change passphrase');
    await waitFor(() => expect(form('Protection')).toBeNull());
    expect(sent('vault:set-passphrase').at(-1)).toEqual({
      current: 'canary now',
      next: 'correct horse battery',
    });
  });
});
