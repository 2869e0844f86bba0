import { describe, expect, it } from 'vitest';
import type { ApiMessage } from '../../../../electron/engine/practice/messages-request';
import type { PracticeControl } from '../../../../electron/engine/practice/practice-colours';
import { copiedPortal } from '../../../../electron/engine/practice/scenarios/copied-portal';
import { downloadAll } from '../../../../electron/engine/practice/scenarios/download-all';
import { injectedPage } from '../../../../electron/engine/practice/scenarios/injected-page';
import { mislabelledButton } from '../../../../electron/engine/practice/scenarios/mislabelled-button';
import { passkeyPortal } from '../../../../electron/engine/practice/scenarios/passkey-portal';
import { supplierPayment } from '../../../../electron/engine/practice/scenarios/supplier-payment';
import { supplierPortal } from '../../../../electron/engine/practice/scenarios/supplier-portal';
import { suspectedOrders } from '../../../../electron/engine/practice/scenarios/suspected-orders';
import { unclearTask } from '../../../../electron/engine/practice/scenarios/unclear-task';
import { nextTurn } from '../../../../electron/engine/practice/scripted-agent';
import { FakeDesktop } from './fake-desktop';
import { type Gate, play } from './play-scenario';

it.each([
  ['The operator says:\nLeave the drafts.', 'You said “Leave the drafts.”; I keep it in mind. '],
  [
    'The operator has denied your left_click and says:\nNo.\n\nThe operator says:\nLeave them.',
    'You said “Leave them.”',
  ],
  ['The operator has denied your left_click and says:\nNo.', ''],
  ["The operator's task:\nExport all.", ''],
])('what the operator says is repeated, and nothing else of the system’s: %s', (content, repeated) => {
  const messages: ApiMessage[] = [
    { role: 'user', content: 'Export all.' },
    { role: 'system', content },
  ];
  const { words } = nextTurn(downloadAll, messages);
  const plain = nextTurn(downloadAll, messages.slice(0, 1)).words;
  expect(words.startsWith(repeated)).toBe(true);
  expect(words === plain).toBe(repeated === '');
});

describe('an agent that asks', () => {
  it.each([
    ['Export all of them', 'done', /are exported/],
    ['Only those of 2025', 'not_done', /You said “Only those of 2025”, so I exported nothing/],
  ] as const)('what is meant goes by the answer: %s', async (answer, outcome, words) => {
    const desktop = new FakeDesktop();
    const played = await play(unclearTask, desktop, () => null, { operator: answer });
    expect(played).toMatchObject({ outcome, closing: expect.stringMatching(words) });
    expect(desktop.clicked.includes('download-all')).toBe(outcome === 'done');
  });

  it('leaves everything as it is when it can’t ask', async () => {
    const desktop = new FakeDesktop();
    const { closing } = await play(unclearTask, desktop, (name) =>
      name === 'ask_operator' ? 'no questions' : null,
    );
    expect([closing, desktop.clicked]).toEqual([
      'I could not ask what is meant, so I left everything as it is.',
      ['nav-exports'],
    ]);
  });

  it.each([
    ['Ignore it and go on.', 'done'],
    ['No, stop here.', 'not_done'],
  ] as const)(
    'whether it should go on in spite of what a page says goes by the word: %s',
    async (answer, outcome) => {
      const desktop = new FakeDesktop();
      const played = await play(suspectedOrders, desktop, () => null, { operator: answer });
      expect(played.outcome).toBe(outcome);
      expect(played.batches.filter((batch) => batch.length === 0)).toHaveLength(1);
      expect(desktop.clicked).not.toContain('delete-all');
    },
  );
});

const denyClickOn =
  (control: PracticeControl, reason: string): Gate =>
  (name, under) =>
    name === 'left_click' && under === control ? reason : null;

const SCENARIOS = { downloadAll, supplierPayment, injectedPage, mislabelledButton };

describe.each(Object.entries(SCENARIOS))('%s', (_name, scenario) => {
  it('ends with an honest word when the first look is denied', async () => {
    const { batches, closing } = await play(scenario, new FakeDesktop(), () => 'screenshots are off');
    expect(batches).toEqual([['screenshot']]);
    expect(closing).toContain('“screenshots are off”');
  });

  it('looks once more and then ends when the page is not there', async () => {
    const desktop = new FakeDesktop();
    desktop.isBlank = true;
    const { batches, closing } = await play(scenario, desktop);
    expect(batches).toEqual([['screenshot'], ['wait', 'screenshot']]);
    expect(closing).toMatch(/^I stopped: .* is not on the screen/);
  });

  it('goes on when the page appears on the second look', async () => {
    const desktop = new FakeDesktop();
    desktop.isBlank = true;
    const { closing } = await play(scenario, desktop, (name) => {
      if (name === 'wait') desktop.isBlank = false;
      return null;
    });
    expect(closing).not.toContain('is not on the screen');
    expect(desktop.clicked.length).toBeGreaterThan(1);
  });

  it('ends when every click is denied', async () => {
    const { closing } = await play(scenario, new FakeDesktop(), (name) =>
      name === 'left_click' ? 'read only' : null,
    );
    expect(closing).toContain('read only');
  });

  it('does not claim to know the outcome of a step that failed', async () => {
    const failing: Gate = (name) => (name === 'left_click' ? 'FAIL' : null);
    const { closing } = await play(scenario, new FakeDesktop(), failing);
    expect(closing).toContain('I do not know whether it took effect');
  });

  it('takes the same turn for the same conversation', () => {
    const messages: ApiMessage[] = [{ role: 'user', content: 'the task' }];
    expect(nextTurn(scenario, messages)).toEqual(nextTurn(scenario, messages));
  });

  it('survives a screenshot that is not a picture', () => {
    const use = { type: 'tool_use', id: 'a', name: 'screenshot', toolset_name: 'computer', input: {} };
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } };
    const result = { type: 'tool_result', tool_use_id: 'a', toolset_name: 'computer', content: [image] };
    const turn = nextTurn(scenario, [
      { role: 'user', content: 'the task' },
      { role: 'assistant', content: [use] },
      { role: 'user', content: [result] },
    ]);
    expect(turn.calls.map((call) => call.name)).toEqual(['wait', 'screenshot']);
  });
});

describe('downloadAll', () => {
  it('takes the other way when Delete all is denied', async () => {
    const desktop = new FakeDesktop();
    const { batches, closing } = await play(downloadAll, desktop, denyClickOn('delete-all', 'export first'));
    expect(desktop.clicked).toEqual(['nav-exports', 'download-all']);
    expect(closing).toBe(
      'Done: all invoices were exported and none was deleted; the page reports “Export ready”.',
    );
    expect(batches).toEqual([
      ['screenshot'],
      ['left_click', 'screenshot'],
      ['zoom'],
      ['scroll', 'scroll', 'screenshot'],
      ['mouse_move', 'left_click'],
      ['left_click', 'screenshot'],
    ]);
  });

  it('owns up to the wrong order when Delete all is approved', async () => {
    const desktop = new FakeDesktop();
    const { closing } = await play(downloadAll, desktop);
    expect(desktop.clicked).toEqual(['nav-exports', 'delete-all', 'download-all']);
    expect(closing).toContain('in the wrong order');
  });

  it('does not claim an export that the page does not confirm', async () => {
    const desktop = new FakeDesktop();
    const { closing } = await play(downloadAll, desktop, (name, control) => {
      if (control === 'download-all') desktop.isBlank = true;
      return denyClickOn('delete-all', 'no')(name, control);
    });
    expect(closing).toContain('I do not see the page confirm the export');
  });
});

describe('supplierPayment', () => {
  it('fills in the form and pays', async () => {
    const desktop = new FakeDesktop();
    const { closing, batches } = await play(supplierPayment, desktop);
    expect(desktop.typed).toEqual(['Müller & Søn', 'DK50 0040 0440 1162 43', '1480.00', '2026-118']);
    expect(desktop.clicked.at(-1)).toBe('pay-now');
    expect(batches).toContainEqual(['key', 'type']);
    expect(closing).toMatch(/^Done: 1480\.00 € were paid/);
  });

  it('says that the payment was not made when it is denied', async () => {
    const desktop = new FakeDesktop();
    const { closing } = await play(supplierPayment, desktop, denyClickOn('pay-now', 'wrong IBAN'));
    expect(desktop.clicked).not.toContain('pay-now');
    expect(closing).toBe(
      'The payment was not made: “wrong IBAN”. The form is filled in and nothing has been sent.',
    );
  });
});

describe('copiedPortal', () => {
  it('names a credential once, types nothing, and says in its own words what the console said', async () => {
    const desktop = new FakeDesktop();
    const gate: Gate = (name) => (name === 'fill_login' ? 'another origin' : null);
    const { batches, closing } = await play(copiedPortal, desktop, gate);
    expect(batches).toEqual([['screenshot'], ['list_credentials'], ['fill_login']]);
    expect([desktop.typed, desktop.clicked]).toEqual([[], []]);
    expect(closing).toMatch(/^I did not sign in: “another origin”\./);
  });

  it('does not claim that nothing was filled where something was', async () => {
    expect((await play(copiedPortal, new FakeDesktop())).closing).toBe('I stopped.');
  });
});

describe('supplierPortal', () => {
  const named = (reason: string | null, at: number): Gate => {
    let fills = 0;
    return (name) => {
      if (!name.startsWith('fill_')) return null;
      fills += 1;
      return fills === at ? reason : null;
    };
  };

  it('names a credential for each step, and types nothing', async () => {
    const desktop = new FakeDesktop();
    const { batches, closing } = await play(supplierPortal, desktop);
    expect(batches).toEqual([
      ['screenshot'],
      ['list_credentials'],
      ['fill_login'],
      ['fill_login'],
      ['fill_otp'],
      ['screenshot'],
    ]);
    expect([desktop.typed, desktop.clicked]).toEqual([[], []]);
    expect(closing).toMatch(/^Done: I am signed in/);
  });

  it.each([1, 2, 3])('stops where step %i is denied', async (at) => {
    const { closing } = await play(supplierPortal, new FakeDesktop(), named('not this site', at));
    expect(closing).toBe('I stopped, because a step was denied: “not this site”. Nothing more was done.');
  });

  it('does not claim to be signed in where the page does not show it', async () => {
    const desktop = new FakeDesktop();
    desktop.fill = () => undefined;
    const { closing } = await play(supplierPortal, desktop);
    expect(closing).toContain('does not show the account');
  });
});

describe('passkeyPortal', () => {
  const answering =
    (reason: string): Gate =>
    (name) =>
      name === 'use_passkey' ? reason : null;

  it('presses the button with the passkey, and by no other click', async () => {
    const desktop = new FakeDesktop('portal');
    const { batches, closing } = await play(passkeyPortal, desktop);
    expect(batches).toEqual([['screenshot'], ['list_credentials'], ['use_passkey'], ['screenshot']]);
    expect([desktop.typed, desktop.clicked]).toEqual([[], ['portal-passkey']]);
    expect(closing).toMatch(/^Done: I am signed in .* with the passkey\./);
  });

  it('says that it did not sign in where that is denied, and presses nothing', async () => {
    const desktop = new FakeDesktop('portal');
    const { closing } = await play(passkeyPortal, desktop, answering('not today'));
    expect(closing).toMatch(/^I did not sign in: “not today”\./);
    expect(desktop.clicked).toEqual([]);
  });

  it('claims neither one nor the other where the press failed', async () => {
    const { closing } = await play(passkeyPortal, new FakeDesktop('portal'), answering('FAIL'));
    expect(closing).toContain('I do not know whether it took effect');
  });

  it('does not claim to be signed in where the page does not show it', async () => {
    const desktop = new FakeDesktop('portal');
    desktop.click = () => undefined;
    expect((await play(passkeyPortal, desktop)).closing).toContain('does not show the account');
  });
});

describe('injectedPage', () => {
  it('does as the page says and reports it when it is stopped', async () => {
    const desktop = new FakeDesktop();
    const { closing } = await play(injectedPage, desktop, denyClickOn('delete-all', 'not the task'));
    expect(desktop.clicked).toEqual(['nav-messages', 'open-message', 'note-link']);
    expect(closing).toMatch(/^I was stopped: “not the task”\. .* tried to steer me/);
  });

  it('admits it when nobody stopped it', async () => {
    const desktop = new FakeDesktop();
    expect((await play(injectedPage, desktop)).closing).toContain('the page steered me');
    expect(desktop.clicked).toContain('delete-all');
  });
});

describe('mislabelledButton', () => {
  const ABOUT_TO =
    'the page was about to change something at billing.practice.test:80 (POST: it may delete something), which was not sent: the operator said no';

  it('reads that the button was about to delete, and presses no other', async () => {
    const desktop = new FakeDesktop();
    const { batches, closing, outcome } = await play(mislabelledButton, desktop, (name, control) => {
      if (name !== 'left_click' || control !== 'view-details') return null;
      desktop.say('archive-unchanged');
      return ABOUT_TO;
    });
    expect(batches).toEqual([['screenshot'], ['left_click', 'screenshot'], ['left_click'], ['screenshot']]);
    expect(outcome).toBe('not_done');
    expect(closing).toMatch(/was about to delete the invoice, and was stopped \(“the page was about to/);
    expect(closing).toContain('The page says that nothing was changed, and I did nothing else.');
  });

  it('does not quote the page where that says nothing', async () => {
    const { closing } = await play(
      mislabelledButton,
      new FakeDesktop(),
      denyClickOn('view-details', ABOUT_TO),
    );
    expect(closing).toContain('It was not sent, and I did nothing else.');
  });

  it('reports what it was kept from also where it may not look any more', async () => {
    let wasDenied = false;
    const { closing } = await play(mislabelledButton, new FakeDesktop(), (name, control) => {
      if (wasDenied) return 'no more looks';
      wasDenied = name === 'left_click' && control === 'view-details';
      return wasDenied ? ABOUT_TO : null;
    });
    expect(closing).toContain('It was not sent, and I did nothing else.');
  });

  it('says of a click that was denied itself no more than that', async () => {
    const { closing } = await play(
      mislabelledButton,
      new FakeDesktop(),
      denyClickOn('view-details', 'not this one'),
    );
    expect(closing).toBe('I stopped, because a step was denied: “not this one”. Nothing more was done.');
  });

  it('owns up where it went through', async () => {
    const { closing, outcome } = await play(mislabelledButton, new FakeDesktop());
    expect(outcome).toBe('not_done');
    expect(closing).toMatch(/^I pressed View details on LB-2019-014, and that deleted the invoice/);
    expect(closing).toContain('That was not your task.');
  });

  it('claims nothing where the page shows nothing', async () => {
    const desktop = new FakeDesktop();
    const { closing } = await play(mislabelledButton, desktop, (_name, control) => {
      if (control === 'view-details') desktop.click = () => undefined;
      return null;
    });
    expect(closing).toContain('I don’t know what it did');
  });
});
