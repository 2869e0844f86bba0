import { act, cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../../renderer/client/airlock-client';
import { ApprovalsDock } from '../../../../../renderer/features/approvals/approvals-dock';
import { FakeClient } from '../../../../../renderer/preview/fake-client';
import {
  fakeApproval,
  fakeSessionUseApproval,
  fakeSignInApproval,
} from '../../../../../renderer/preview/fake-sessions';
import { receiveApprovals, useApprovals } from '../../../../../renderer/stores/approvals-store';
import type { ActionApproval } from '../../../../../shared/domain/approval';
import type { FormUse } from '../../../../../shared/domain/sign-in';

beforeEach(() => {
  useApprovals.setState(useApprovals.getInitialState(), true);
  provideClient(new FakeClient());
});
afterEach(cleanup);

function show(approval: ActionApproval): void {
  render(<ApprovalsDock />);
  act(() => receiveApprovals([approval]));
}
const USE = fakeSignInApproval().signIn as FormUse;
const signingIn = (changes: Partial<FormUse>) =>
  show({ ...fakeSignInApproval(), signIn: { ...USE, ...changes } });
const facts = () => within(screen.getByRole('region', { name: 'What is filled, and where' }));
/** What stands beside the name of a fact. */
const fact = (name: string) => facts().getByText(name).nextElementSibling?.textContent;

describe('the card of a sign-in', () => {
  it('says on which site, where the form goes, for whom, and what is filled', () => {
    signingIn({});
    expect(fact('Site')).toBe('portal.larkspur.example');
    expect(fact('Goes to')).toBe('the same site');
    expect(fact('Credential')).toContain('Larkspur portal (accounts@meridian.example)');
    expect(fact('Fills')).toBe('user name and password');
    expect(fact('Used here')).toBe('not yet in this run');
    expect(facts().queryByText('In a page of')).toBeNull();
  });

  it('names the page around it and a form that goes elsewhere, and what is no TLS', () => {
    signingIn({
      topOrigin: 'https://shop.example',
      submitsTo: 'https://elsewhere.example',
      origin: 'http://login.example:8080',
      uses: 3,
    });
    expect(fact('Site')).toBe('login.example:8080Practice');
    expect(fact('In a page of')).toBe('shop.example');
    expect(fact('Goes to')).toBe('elsewhere.example');
    expect(fact('Used here')).toBe('3 times in this run');
  });

  it('can’t be approved for the run, nor changed', () => {
    signingIn({});
    for (const name of ['For this run', 'Edit']) expect(screen.queryByRole('button', { name })).toBeNull();
    expect(screen.getByRole('button', { name: /Approve once/ })).toBeDefined();
  });

  it('writes hidden characters of a name out', () => {
    signingIn({ entry: 'portal\u202e', account: 'a\u200bb' });
    expect(fact('Credential')).toMatch(/U\+202E|\\u202e|202E/i);
  });
});

describe('the card of a sign-in that needs no form', () => {
  const used = () => within(screen.getByRole('region', { name: 'What is used, and where' }));

  it('names the entry, every site, and what goes with their requests', () => {
    show(fakeSessionUseApproval());
    expect(used().getByText('Larkspur API token')).toBeDefined();
    expect(
      used()
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['portal.larkspur.example', 'api.larkspur.example:8443']);
    expect(used().getByText('Authorization')).toBeDefined();
    expect(used().getByText('not yet in this run')).toBeDefined();
  });

  it('can’t be approved for the run, nor changed', () => {
    show(fakeSessionUseApproval());
    for (const name of ['For this run', 'Edit']) expect(screen.queryByRole('button', { name })).toBeNull();
  });
});

it('the card of any other action says nothing of signing in', () => {
  show(fakeApproval());
  expect(screen.queryByRole('region', { name: 'What is filled, and where' })).toBeNull();
});
