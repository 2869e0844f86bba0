import { describe, expect, it } from 'vitest';
import { assessRisk } from '../../../../electron/engine/risk/assess-risk';
import { isAsked, ratedClick, sampleForm } from '../../../helpers/rated-click';
import { sampleTarget } from '../../../helpers/sample-facts';

describe('*OK* under a message that something is done', () => {
  it('pays where the form around it pays, whatever the message says', () => {
    const form = sampleForm('/send', ['card_number', 'cvv'], 'post', 'OK');
    expect(ratedClick('OK', { context: 'Your message was sent.', form })).toBe('critical');
  });

  it('is asked about where its form is some form', () => {
    const form = sampleForm('/do', ['note'], 'post', 'OK');
    expect(isAsked('OK', { context: 'Your message was sent.', form })).toBe(true);
  });

  for (const context of [
    'Your message was sent.\nYou are about to transfer 900 € to Bram Oakes',
    'Your message was sent. Pay 300 € now?',
    'Delete everything that was sent?',
    'Your payment of 300 € will be sent',
    'Delete project: your message was sent',
    'Your message was sent.\nDelete the project?',
    'The message was sent; transfer the funds',
  ]) {
    it(`is asked about under ${JSON.stringify(context)}`, () => {
      expect(isAsked('OK', { context })).toBe(true);
    });
  }

  it('is asked about where the page is about a deletion', () => {
    expect(isAsked('OK', { context: 'Your message was sent.', pageTitle: 'Delete account?' })).toBe(true);
  });

  it('does not take *Accept* for *OK* beside what can be accepted', () => {
    for (const context of ['A new offer was sent', 'The contract has been sent', 'The request was sent']) {
      expect(isAsked('Accept', { context })).toBe(true);
    }
  });

  it('does not make another button harmless', () => {
    expect(isAsked('Delete', { context: 'Your message was sent.' })).toBe(true);
  });

  for (const context of [
    'Your message was sent.',
    'The file has been deleted.',
    'Ihre Nachricht wurde gesendet.',
    'Votre message a été envoyé.',
    'Il messaggio è stato inviato.',
    'A mensagem foi enviada.',
    'Wiadomość została wysłana.',
    'Mesaj gönderildi.',
    'Повідомлення надіслано.',
    '메시지가 전송되었습니다',
    '消息已发送',
  ]) {
    it(`puts a notice away: ${context}`, () => {
      expect(isAsked('OK', { context })).toBe(false);
    });
  }
});

describe('*Next* as the last step', () => {
  for (const context of [
    'Confirm payment of 1,200 €',
    'You are about to transfer $40 to Ines Holt',
    'You are about to delete 3 projects',
    'Sie sind dabei, 90,00 € zu überweisen',
    'Vous êtes sur le point de supprimer 4 fichiers',
    'Está a punto de transferir 300 €',
  ]) {
    it(`is asked about under “${context}”`, () => {
      expect(ratedClick('Next', { context })).toMatch(/high|critical/);
    });
  }

  for (const context of [
    'Step 1 of 3',
    'Delivery address',
    'Payment method',
    'Choose a plan',
    'Order summary',
  ]) {
    it(`is harmless under “${context}”`, () => {
      expect(isAsked('Next', { context })).toBe(false);
    });
  }
});

describe('a slider', () => {
  it('that is pushed along to pay or to confirm is asked about, clicked and dragged', () => {
    for (const name of ['Slide to pay', 'Swipe to confirm', 'Deslizar para confirmar', '滑动以确认转账']) {
      const slider = { role: 'slider', context: 'Total 80 €' };
      expect(ratedClick(name, slider)).toBe('critical');
      const [start, end] = [
        sampleTarget({ name, text: name, role: 'slider' }),
        sampleTarget({ name: 'Track' }),
      ];
      const drag = {
        member: 'left_click_drag',
        input: { start_coordinate: [1, 1], coordinate: [90, 1] },
      } as const;
      expect(assessRisk(drag, [start, end])).not.toEqual([]);
    }
  });

  it('that sets a limit is asked about', () => {
    expect(isAsked('Daily limit', { role: 'slider' })).toBe(true);
  });

  for (const name of ['Volume', 'Brightness', 'Price range', 'Zoom', 'Loan amount']) {
    it(`that sets something else is harmless: ${name}`, () => {
      expect(isAsked(name, { role: 'slider' })).toBe(false);
    });
  }
});

describe('words that only say what comes next', () => {
  for (const name of ['결제합니다', '송금합니다', 'Sie zahlen jetzt']) {
    it(`take nothing from the deed they stand at: ${name}`, () => {
      expect(ratedClick(name)).toBe('critical');
    });
  }

  it('do not hide an end of the account behind its deletion', () => {
    expect(isAsked('Cancel account. Deletion of everything')).toBe(true);
  });
});
