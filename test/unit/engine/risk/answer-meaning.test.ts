import { describe, expect, it } from 'vitest';
import { assessRisk } from '../../../../electron/engine/risk/assess-risk';
import type { Action } from '../../../../shared/domain/action';
import { highestLevel } from '../../../../shared/domain/risk';
import type { ElementTarget } from '../../../../shared/domain/target';
import { sampleTarget } from '../../../helpers/sample-facts';

const CLICK: Action = { member: 'left_click', input: { coordinate: [1, 1] } };
const level = (name: string, context = '', changes: Partial<ElementTarget> = {}): string => {
  const target = sampleTarget({ name, text: name, context, pageTitle: '', ...changes });
  const findings = assessRisk(CLICK, [target]);
  return findings.length === 0 ? 'none' : highestLevel(findings);
};

describe('an answer to somebody', () => {
  for (const [name, context] of [
    ['Reject', 'Candidate: T. Odum'],
    ['Decline', 'Leave request\n3 days'],
    ['Approve', 'Leave request\n3 days'],
    ['Reject payment', ''],
    ['Antrag ablehnen', ''],
    ['Refuser la candidature', ''],
    ['Отклонить заявку', ''],
    ['却下', '休暇申請'],
  ] as const) {
    it(`is asked about: ${name} beside ${JSON.stringify(context)}`, () => {
      expect(['high', 'critical']).toContain(level(name, context));
    });
  }

  for (const [name, context] of [
    ['Reject all', 'We use cookies'],
    ['Decline', 'Terms and conditions'],
    ['Ablehnen', 'Benachrichtigungen erlauben?'],
    ['Reject all cookies', ''],
  ] as const) {
    it(`is not what turns the page down: ${name} beside ${JSON.stringify(context)}`, () => {
      expect(['none', 'low']).toContain(level(name, context));
    });
  }

  it('is asked about where nothing tells what is refused', () => {
    expect(level('Reject', 'Zorble 12')).toBe('medium');
  });
});

describe('access', () => {
  for (const name of ['Cancel access', 'एक्सेस रद्द करें', 'إلغاء صلاحية الوصول', 'Disable branch protection']) {
    it(`is changed by ${name}`, () => expect(level(name)).toBe('high'));
  }

  it('stays as it is where its change is called off', () => {
    expect(level('Cancel role change')).toBe('none');
  });
});

describe('a label of pictures only', () => {
  it('is read where the picture is known', () => {
    expect([level('🗑'), level('➤'), level('×')]).toEqual(['high', 'high', 'none']);
  });

  it('is no name where its font alone knows the picture', () => {
    expect(level('\uF1F8')).toBe('medium');
  });
});

describe('a page of the browser that says why it opened nothing', () => {
  it('is asked about whatever is pressed on it, and may be looked at', () => {
    const warning = sampleTarget({
      name: 'Proceed to wiki.example.org (unsafe)',
      url: 'chrome-error://chromewebdata/',
    });
    const findings = (action: Action) => assessRisk(action, [warning]).map(({ category }) => category);
    expect(findings({ member: 'left_click', input: { coordinate: [1, 1] } })).toContain('unknown');
    expect(findings({ member: 'type', input: { text: 'thisisunsafe' } })).toContain('unknown');
    expect(findings({ member: 'key', input: { text: 'a' } })).toContain('unknown');
    expect(findings({ member: 'screenshot', input: {} })).toEqual([]);
    expect(findings({ member: 'key', input: { text: 'ctrl+l' } })).toEqual([]);
    expect(findings({ member: 'key', input: { text: 'F5' } })).toEqual([]);
  });
});

describe('OK in a dialog', () => {
  it('does what the dialog says', () => {
    expect(level('OK', 'Delete this workspace and all its data? OK')).toBe('critical');
    expect(level('OK', 'Warning\nDelete this workspace and all its data? OK')).toBe('critical');
    expect(level('OK', 'The report is ready. OK')).toBe('none');
  });
});

describe('a label that nobody can see', () => {
  for (const name of ['\u3164', '\u200b\u2060', '\u2800 \u00ad', '\uFFA0\u{E0041}']) {
    it(`is no name: ${JSON.stringify(name)}`, () => expect(level(name)).toBe('medium'));
  }
});

describe('a row', () => {
  it('of a text is part of what is being written, one of a database is not', () => {
    expect(level('Delete row', 'Insert row above\nMerge cells')).toBe('low');
    expect(level('Delete row', 'customers')).toBe('high');
  });
});

describe('money that is given back or taken in', () => {
  for (const name of [
    'Return deposit',
    'Collect rent',
    'Kaution zurückgeben',
    'Devolver fianza',
    'Вернуть залог',
    '退还押金',
  ]) {
    it(`is paid by ${name}`, () => expect(level(name)).toBe('critical'));
  }

  it('is not paid by what only leads back', () => {
    expect(level('Return to payments')).toBe('none');
  });
});

describe('one word for two deeds', () => {
  it('tops up beside money and loads a page again without', () => {
    expect([level('Recargar', 'Saldo: 20 €'), level('Recargar', 'Usuarios')]).toEqual(['critical', 'none']);
  });

  it('starts a machine and a tour', () => {
    expect([level('Launch', 'web-1\nInstances'), level('Launch tour')]).toEqual(['high', 'none']);
  });

  it('refuses, and names what was refused', () => {
    expect([level('Rechazar solicitud'), level('Solicitudes rechazadas')]).toEqual(['high', 'none']);
  });
});
