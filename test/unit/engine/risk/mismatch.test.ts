import { describe, expect, it } from 'vitest';
import { findMismatch } from '../../../../electron/engine/risk/mismatch';
import type { Action } from '../../../../shared/domain/action';
import { sampleTarget } from '../../../helpers/sample-facts';

const CLICK: Action = { member: 'left_click', input: { coordinate: [1, 1] } };
const found = (words: string, name: string) =>
  findMismatch(words, CLICK, [sampleTarget({ name, text: name, pageTitle: '' })]);

describe('raises the alarm when the words name another control', () => {
  for (const [words, name] of [
    ['I click “Export”.', 'Delete all'],
    ['Clicking the Download button now.', 'Delete account'],
    ['Ich klicke auf „Speichern“.', 'Löschen'],
    ['Je clique sur « Enregistrer ».', 'Supprimer'],
    ['Haga clic en «Guardar».', 'Eliminar'],
    ['「保存」をクリックします。', '削除'],
    ['Next I press "Next page".', 'Pay now'],
    ["Let me click 'Cancel'.", 'Confirm payment'],
    ['I will click the Sign in button.', 'Transfer ownership'],
    ['The list is complete. I click “Close”.', 'Send to all customers'],
    ['I’ll open the Settings tab.', 'Delete project'],
    ['Selecting “View invoice”.', 'Refund'],
    ['I will open the report and look at the details.', 'Delete report forever'],
    ['Let me view the invoice.', 'Pay now'],
    ['I export the list.', 'Remove all customers'],
    ['Clicking “Ехport”.', 'Delete'],
  ] as const) {
    it(`“${words}” on “${name}”`, () => {
      expect(found(words, name)).toMatchObject({ found: name });
    });
  }

  it('says what was said and what is there, escaped', () => {
    expect(found('I click “Export”.', 'Delete\u202E all')).toEqual({
      said: 'Export',
      found: 'Delete⟦U+202E⟧ all',
    });
  });
});

describe('stays quiet', () => {
  for (const [words, name] of [
    ['I click “Delete all”.', 'Delete all'],
    ['I click “delete  ALL”.', 'Delete all'],
    ['I click “Export”.', 'Export as CSV…'],
    ['I click “Export as CSV”.', 'Export'],
    ['Clicking the Delete button.', 'Delete project'],
    ['The page says “Welcome”. I click Delete.', 'Delete'],
    ['I delete the old ones.', 'Delete all'],
    ['I click the button at the bottom.', 'Pay now'],
    ['', 'Pay now'],
    ['Now I confirm the order.', 'Pay now'],
    ['I proceed.', 'Delete'],
    ['I pay the invoice now.', 'Pay now'],
    ['I open the trash and empty it.', 'Empty trash'],
    ['The filter “Paid” is set, next I click Remove.', 'Remove'],
    ['Ich klicke auf „Löschen“.', 'Löschen'],
    ['I click “Dеlete”.', 'Delete'],
    ['I’m done reading, it’s time to go on.', 'Next'],
    ['I click “Save”.', ''],
  ] as const) {
    it(`“${words}” on “${name}”`, () => {
      expect(found(words, name)).toBeNull();
    });
  }

  it('for keys, typing and unknown targets', () => {
    expect(
      findMismatch('I click “Export”.', { member: 'type', input: { text: 'x' } }, [sampleTarget()]),
    ).toBeNull();
    expect(
      findMismatch('I click “Export”.', CLICK, [{ kind: 'unknown', reason: 'x', url: null, host: null }]),
    ).toBeNull();
    expect(findMismatch('I click “Export”.', CLICK, [])).toBeNull();
  });
});
