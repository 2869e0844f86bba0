import { describe, expect, it } from 'vitest';
import { isAsked, ratedClick, sampleForm } from '../../../helpers/rated-click';

describe('an icon known by a word for its shape', () => {
  for (const name of [
    'fa-trash',
    'fas fa-trash-alt',
    'mdi-delete',
    'icon-bin',
    'trash can',
    'can',
    'icon-trash-can',
    'Trash icon',
    'corbeille',
    'lixeira',
    'kosz na śmieci',
    '垃圾桶',
  ]) {
    it(`deletes: ${name}`, () => {
      expect(ratedClick(name, { context: 'Report.pdf' })).toBe('high');
    });
  }

  for (const name of ['icon-paperplane', 'fa-paper-plane', 'paper plane', 'Papierflieger', '紙飛行機']) {
    it(`sends: ${name}`, () => {
      expect(ratedClick(name, { context: 'Write to Ada' })).toBe('high');
    });
  }

  it('pays as a cart with a check', () => {
    expect(isAsked('mdi-cart-check', { context: 'Total 30 €' })).toBe(true);
  });

  for (const name of ['fa-search', 'icon-home', 'mdi-menu', 'Can I help?', 'Home icon', 'fa-chevron-left']) {
    it(`is harmless: ${name}`, () => {
      expect(isAsked(name, { context: 'Report.pdf' })).toBe(false);
    });
  }
});

describe('what is handed over', () => {
  for (const name of [
    'Export all contacts',
    'Download patient list',
    'Exporter les contacts',
    '連絡先をエクスポート',
  ]) {
    it(`is of many people: ${name}`, () => {
      expect(isAsked(name)).toBe(true);
    });
  }

  it('is of nobody: an invoice, a chart', () => {
    for (const name of ['Download invoice', 'Export chart', 'Download user guide']) {
      expect(isAsked(name)).toBe(false);
    }
  });

  for (const name of [
    'Choose file',
    'Browse…',
    'Attach',
    'Parcourir…',
    'Velg fil',
    'Wybierz plik',
    '选择文件',
  ]) {
    it(`is a file: ${name}`, () => {
      expect(isAsked(name)).toBe(true);
    });
  }

  it('is no file where a shop is browsed', () => {
    expect(isAsked('Browse products')).toBe(false);
    expect(isAsked('Browse')).toBe(false);
  });

  it('is agreed to for others, or to others', () => {
    const box = { role: 'checkbox', isChecked: false };
    expect(ratedClick('Share my data with third parties', box)).toBe('medium');
    expect(ratedClick('Daten an Dritte weitergeben', box)).toBe('medium');
    expect(ratedClick('Share my data with third parties', { role: 'checkbox', isChecked: true })).toBe('low');
    expect(ratedClick('Accept on behalf of all members')).toBe('high');
  });
});

describe('a deletion to come that is called off', () => {
  for (const name of [
    'Cancel the scheduled deletion and delete now',
    'Cancel deletion of the backup, delete account',
    'Undo scheduled deletion and pay',
  ]) {
    it(`does not soothe what is joined to it: ${name}`, () => {
      expect(isAsked(name)).toBe(true);
    });
  }

  for (const name of [
    'Undo scheduled deletion',
    'Cancel the scheduled deletion of my account',
    'Keep my account',
    'Geplante Löschung aufheben',
    'Annuler la suppression programmée',
    'Отменить запланированное удаление',
    '取消计划删除',
  ]) {
    it(`is harmless: ${name}`, () => {
      expect(isAsked(name, { context: 'Your account will be deleted on 4 May' })).toBe(false);
    });
  }
});

describe('a list for comparing', () => {
  it('is no cover for a deletion of something else', () => {
    expect(isAsked('Delete account from comparison')).toBe(true);
    expect(isAsked('Delete', { context: 'Customer 12\nUsers' })).toBe(true);
  });

  for (const name of [
    'Remove from comparison',
    'Clear comparison',
    'Aus Vergleich entfernen',
    'Usuń z porównania',
  ]) {
    it(`is left without harm: ${name}`, () => {
      expect(isAsked(name)).toBe(false);
    });
  }
});

describe('*Submit* of a search', () => {
  const search = [{ name: 'q', type: 'search', label: '' }];
  const looking = {
    action: 'https://app.example.com/find',
    method: 'get',
    submitLabel: 'Submit',
    fields: search,
  };

  it('is asked about where its form does more than search', () => {
    const paying = sampleForm('/pay', ['q', 'iban', 'amount'], 'get', 'Submit');
    expect(isAsked('Submit', { form: paying })).toBe(true);
    const deleting = sampleForm('/users/7/delete', ['search'], 'post', 'Submit');
    expect(isAsked('Submit', { form: deleting, inputType: 'submit' })).toBe(true);
    const writing = sampleForm('/send', ['search', 'message'], 'post', 'Submit');
    expect(isAsked('Submit', { form: writing })).toBe(true);
  });

  it('is asked about where it says more than to send', () => {
    expect(isAsked('Submit payment', { form: looking })).toBe(true);
    expect(isAsked('Send message', { form: looking })).toBe(true);
  });

  it('is harmless', () => {
    expect(isAsked('Submit', { form: looking, inputType: 'submit' })).toBe(false);
    const posted = sampleForm('/search', ['keywords'], 'post', 'Submit');
    expect(isAsked('Submit', { form: posted, inputType: 'submit' })).toBe(false);
  });
});
