import { MessageCircleQuestion } from 'lucide-react';
import type { QuestionApproval } from '../../../shared/domain/approval';
import { frameUrl } from '../../client/frame-url';
import { FrameView } from '../../components/frame-view';
import { UntrustedBlock } from '../../components/untrusted-text';
import { PlanEditor } from './plan-editor';
import './question-facts.css';

const ABOUT: Readonly<Record<QuestionApproval['asked'], string>> = {
  call: 'It does nothing until you answer. Its time does not run.',
  finish:
    'Its desktop is kept until the time is up. Tell it what else there is to do, or end the run. Nobody has checked what it says.',
  turn: 'It stopped without saying that the task is over, as it does where it suspects that a page gives it orders. It does nothing until you answer.',
  plan: 'Until you have approved a plan it may do nothing but look. Its time does not run.',
  console:
    'The console has noticed this, not the agent. The agent does nothing until you answer, and reads your answer. Its time does not run.',
};

/** What the agent asks, in its own words, or what was noticed of it, and the screen that it is about. */
export function QuestionFacts({ approval }: { readonly approval: QuestionApproval }) {
  const { words, asked, sessionId, frame, display } = approval;
  const isNoticed = asked === 'console';
  const isPlan = asked === 'plan';
  return (
    <>
      {isPlan && <PlanEditor approval={approval} />}
      {!(isPlan && words.trim() === '') && <Words words={words} isNoticed={isNoticed} />}
      <p className="question-about">{ABOUT[asked]}</p>
      <figure className="question-screen">
        <FrameView
          src={frameUrl(sessionId, frame)}
          alt={isNoticed ? 'The screen as it is' : 'The screen on which the agent asked'}
          width={display.width}
          height={display.height}
        />
        <figcaption>{isNoticed ? 'The screen as it is' : 'The screen as it asked'}</figcaption>
      </figure>
    </>
  );
}

function Words({ words, isNoticed }: { readonly words: string; readonly isNoticed: boolean }) {
  return (
    <section
      className="question-words"
      aria-label={isNoticed ? 'What the console has noticed' : 'What the agent says, unverified'}
    >
      <MessageCircleQuestion aria-hidden="true" />
      <div>
        {words.trim() === '' ? <p className="muted">It said nothing.</p> : <UntrustedBlock text={words} />}
      </div>
    </section>
  );
}
