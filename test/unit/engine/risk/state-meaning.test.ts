import { describe, expect, it } from 'vitest';
import { ratedClick } from '../../../helpers/rated-click';

const onNow = { role: 'switch', isChecked: true };
const offNow = { role: 'switch', isChecked: false };

describe('a switch under the name of a protection', () => {
  for (const name of [
    'Firewall exception',
    'Allow everything through the firewall',
    'Bypass two-factor authentication',
    'Firewall: public access',
  ]) {
    it(`does not pass ${name} off as turning the protection on`, () => {
      expect(ratedClick(name, offNow)).not.toBe('low');
    });
  }

  it('is rated by its disguised name as by its plain one', () => {
    expect(ratedClick('Firеwall', onNow)).toBe('high'); // Cyrillic e
    expect(ratedClick('F i r e w a l l', onNow)).toBe('high');
  });

  it('is rated as off where it is not known which way it stands', () => {
    expect(ratedClick('Delete protection', { role: 'switch', isChecked: null })).toBe('high');
  });

  for (const name of [
    'Two-factor authentication',
    'Firewall',
    'Require approval',
    'Backups',
    'Spam filter',
    'Delete protection',
    'Virenschutz',
    'Genehmigung erforderlich',
    'Filtre anti-spam',
    'Copias de seguridad',
    'Verificação em duas etapas',
    'Richiedi approvazione',
    'Tweestapsverificatie',
    'Kopie zapasowe',
    'Защита от удаления',
    'İki faktörlü kimlik doğrulama',
    'الحماية من الحذف',
    '削除保護',
    '防火墙',
    '방화벽',
  ]) {
    it(`turns ${name} off, which is asked about, and on, which is not`, () => {
      expect(ratedClick(name, onNow)).toBe('high');
      expect(ratedClick(name, { role: 'checkbox', isChecked: true })).toBe('high');
      expect(ratedClick(name, offNow)).toBe('low');
    });
  }

  it('is told by the words of an order too', () => {
    expect(ratedClick('Turn off backups')).toBe('high');
    expect(ratedClick('Disable spam filter')).toBe('high');
    expect(ratedClick('Spamfilter deaktivieren')).not.toBe('none');
  });
});

describe('a switch of anything else', () => {
  for (const name of ['Dark mode', 'Email notifications', 'Autoplay', 'Compact view', 'Filter by date']) {
    it(`is harmless: ${name}`, () => {
      expect(ratedClick(name, onNow)).toBe('none');
      expect(ratedClick(name, offNow)).toBe('none');
    });
  }
});
