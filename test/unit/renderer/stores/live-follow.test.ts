import { beforeEach, describe, expect, it } from 'vitest';
import { provideClient } from '../../../../renderer/client/airlock-client';
import { FakeClient } from '../../../../renderer/preview/fake-client';
import { fakeApproval, fakeSession } from '../../../../renderer/preview/fake-sessions';
import {
  chooseApproval,
  focusApproval,
  putAside,
  receiveApprovals,
  stepApproval,
  takeUpAll,
  useApprovals,
} from '../../../../renderer/stores/approvals-store';
import { NO_HAND, useLiveHand } from '../../../../renderer/stores/live-hand';
import { openLive, openView, pinLive, useNavigation } from '../../../../renderer/stores/navigation-store';
import { receiveSession, useSessions } from '../../../../renderer/stores/sessions-store';

const [one, two, three] = ['one', 'two', 'three'].map((sessionId) =>
  fakeApproval({ id: `card of ${sessionId}`, sessionId, level: 'high' }),
) as [ReturnType<typeof fakeApproval>, ReturnType<typeof fakeApproval>, ReturnType<typeof fakeApproval>];
const shown = (): string | null => useNavigation.getState().liveId;

beforeEach(() => {
  for (const store of [useApprovals, useNavigation, useSessions, useLiveHand])
    (store as typeof useApprovals).setState((store as typeof useApprovals).getInitialState(), true);
  provideClient(new FakeClient());
  for (const id of ['one', 'two', 'three'])
    receiveSession(fakeSession({ id, state: 'waiting-for-approval' }));
  openLive('one');
});

describe('Live and the card in front', () => {
  it('shows the run of a card that comes when nothing waits', () => {
    receiveApprovals([two]);
    expect(shown()).toBe('two');
  });

  it('stays where it is when a card comes while another one is in front', () => {
    receiveApprovals([one]);
    receiveApprovals([one, two]);
    expect(shown()).toBe('one');
    openLive('three');
    receiveApprovals([one, two, three]);
    expect(shown()).toBe('three');
  });

  it('goes along as the operator goes through the cards, chooses one or puts one aside', () => {
    receiveApprovals([one, two, three]);
    stepApproval(1);
    expect(shown()).toBe('two');
    stepApproval(-1);
    expect(shown()).toBe('one');
    chooseApproval(3);
    expect(shown()).toBe('three');
    focusApproval(two.id);
    expect(shown()).toBe('two');
    putAside(two.id);
    expect(shown()).toBe('three');
  });

  it('stays where the operator is when what was put aside is offered again behind the card in front', () => {
    receiveApprovals([one, two]);
    putAside(one.id);
    openLive('three');
    takeUpAll();
    expect(shown()).toBe('three');
    putAside(two.id);
    putAside(one.id);
    takeUpAll();
    expect(shown()).toBe('one');
  });

  it('goes on to the run of the next card when the one in front was settled', () => {
    receiveApprovals([one, two]);
    receiveApprovals([two]);
    expect(shown()).toBe('two');
  });

  it('stays with a pinned run, until that has ended', () => {
    pinLive('one');
    receiveApprovals([two, three]);
    stepApproval(1);
    expect(shown()).toBe('one');
    openView('settings');
    openView('live');
    stepApproval(-1);
    expect(shown()).toBe('one');
    receiveSession(fakeSession({ id: 'one', state: 'finished' }));
    stepApproval(1);
    expect(shown()).toBe('three');
  });

  it('shows another run than the pinned one when the operator asks for that, and has the pin still', () => {
    pinLive('one');
    receiveApprovals([two, three]);
    openLive('two');
    stepApproval(1);
    expect(shown()).toBe('three');
    openLive('one');
    stepApproval(-1);
    expect(shown()).toBe('one');
  });

  it('changes nothing under a view that is being read', () => {
    openView('sessions');
    receiveApprovals([two, three]);
    stepApproval(1);
    expect(useNavigation.getState()).toMatchObject({ view: 'sessions', liveId: 'one' });
  });

  it.each(['one', 'three'])('stays while the operator has control of run %s', (id) => {
    receiveSession(fakeSession({ id, state: 'taken-over' }));
    receiveApprovals([two]);
    focusApproval(two.id);
    expect(shown()).toBe('one');
  });

  it('shows no run that is not known', () => {
    receiveApprovals([fakeApproval({ id: 'stray', sessionId: 'nowhere' })]);
    expect(shown()).toBe('one');
  });
});

describe('under the operator’s hand', () => {
  it.each([
    ['is over it', { isOver: true }],
    ['is pressed in it', { isPressed: true }],
    ['holds a key down in it', { keys: ['KeyA'] }],
  ])('Live does not change by itself while that %s', (_what, hand) => {
    useLiveHand.setState(hand);
    receiveApprovals([two, three]);
    receiveApprovals([three]);
    expect(shown()).toBe('one');
    useLiveHand.setState(NO_HAND);
    receiveApprovals([three]);
    expect(shown()).toBe('one');
  });

  it('goes along with the operator’s own steps while the pointer only rests over it', () => {
    receiveApprovals([one, two]);
    useLiveHand.setState({ isOver: true });
    stepApproval(1);
    expect(shown()).toBe('two');
  });

  it.each([{ isPressed: true }, { keys: ['KeyA'] }])(
    'stays even then while something is held: %o',
    (hand) => {
      receiveApprovals([one, two]);
      useLiveHand.setState({ isOver: true, ...hand });
      stepApproval(1);
      expect(shown()).toBe('one');
    },
  );
});
