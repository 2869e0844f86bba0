import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LiveBanners } from '../../../../../renderer/features/live/live-banners';
import { StepList } from '../../../../../renderer/features/live/step-list';
import { NetworkPanel } from '../../../../../renderer/features/network/network-panel';
import { eventWords } from '../../../../../renderer/features/replay/event-words';
import { StepFacts } from '../../../../../renderer/features/replay/step-facts';
import { fakeEntries, fakeFinishedRecord } from '../../../../../renderer/preview/fake-record';
import { fakeSession } from '../../../../../renderer/preview/fake-sessions';
import { asSentence } from '../../../../../renderer/words/policy-words';
import type { AuditDraft } from '../../../../../shared/domain/audit-entry';
import type { Session } from '../../../../../shared/domain/session';
import { startReading } from '../../../../../shared/record/record-reader';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const EXPIRED = 'its certificate has expired, or is not valid yet';
const UNSIGNED = 'its certificate is signed by nobody that the browser trusts';

function wrong(host: string, reason: string): AuditDraft {
  const detail = { host, port: 443, error: 'ERR_CERT_DATE_INVALID', reason, page: null, repeats: 0 };
  return { kind: 'certificate-refused', step: 0, permitted: false, denial_reason: reason, detail };
}

function show(session: Session, ...drafts: readonly AuditDraft[]) {
  const entries = fakeEntries(drafts);
  const { network } = startReading(entries).reading;
  const { wrongCertificates, hosts } = network;
  render(
    <>
      <LiveBanners
        session={session}
        recordLoad={undefined}
        honeytokens={[]}
        conversationFault={null}
        closingWords=""
        wrongCertificates={wrongCertificates}
      />
      <NetworkPanel hosts={hosts} allowedHosts={[]} />
    </>,
  );
  return entries;
}

describe('a site whose certificate is wrong', () => {
  it('is named over the live view, with what is wrong', () => {
    show(fakeSession({ id: 'one' }), wrong('shop.example.com', EXPIRED));
    const notice = screen.getByRole('status').textContent;
    expect(notice).toContain('shop.example.com can’t prove who it is.');
    expect(notice).toContain('Its certificate has expired, or is not valid yet.');
  });

  it('stands among the hosts as one that was refused, and in the record’s own list', () => {
    const [entry] = show(fakeSession({ id: 'one' }), wrong('shop.example.com', EXPIRED));
    expect(screen.getByRole('list', { name: 'Hosts' }).textContent).toContain(`Refused: ${EXPIRED}`);
    if (entry === undefined) throw new Error('no entry');
    expect(eventWords(entry)).toEqual({
      what: 'Certificate refused',
      detail: `shop.example.com:443. ${asSentence(EXPIRED)}`,
      tone: 'denied',
    });
  });

  it('stands at the step that met it, in the live view and in the replay', () => {
    const [line] = fakeEntries([{ ...wrong('shop.example.com', EXPIRED), step: 1 }]);
    if (line === undefined) throw new Error('no line');
    const { steps, network } = startReading([...fakeFinishedRecord(), line]).reading;
    const [first] = steps;
    if (first === undefined) throw new Error('no step');
    // A list that only draws what is in view, in a document without a layout.
    for (const name of ['clientHeight', 'offsetHeight'] as const) {
      vi.spyOn(HTMLElement.prototype, name, 'get').mockReturnValue(40);
    }
    const { container } = render(
      <>
        <StepList steps={[first]} hosts={network.bySteps} changes={new Map()} words="" emptyText="" />
        <StepFacts
          step={{ ...first, marks: [], box: null, turnWords: '' }}
          hosts={network.bySteps.get(1) ?? []}
          changes={[]}
        />
      </>,
    );
    const told = container.textContent?.split(`shop.example.com: ${EXPIRED}`);
    expect(told).toHaveLength(3);
  });

  it('that was met last is named, and how many more there are', () => {
    const before = [wrong('a.example.com', EXPIRED), wrong('b.example.com', UNSIGNED)];
    show(fakeSession({ id: 'one' }), ...before, wrong('a.example.com', UNSIGNED));
    const notice = screen.getByRole('status').textContent;
    expect(notice).toContain('a.example.com can’t prove who it is. Its certificate is signed by nobody');
    expect(notice).toContain('1 more');
  });

  it('is shown with nothing hidden', () => {
    show(fakeSession({ id: 'one' }), wrong('shop\u202emoc.example.com', EXPIRED));
    expect(screen.getByRole('status').textContent).toContain('⟦U+202E⟧');
  });

  it('is told by the replay once the run has ended', () => {
    show(fakeSession({ id: 'one', state: 'finished', endedAt: Date.now() }), wrong('a.example.com', EXPIRED));
    expect(screen.queryByText(/prove who it is/)).toBeNull();
  });
});
