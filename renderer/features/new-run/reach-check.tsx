import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EgressVerdict } from '../../../shared/domain/egress-check';
import type { Policy } from '../../../shared/domain/policy';
import { SUPERVISED } from '../../../shared/domain/policy-presets';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Field } from '../../components/field';
import { judgeReach } from '../../stores/reach';
import { errorMessage } from '../../words/error-message';
import { wantedLine } from './wanted-line';
import './reach-check.css';

const WAIT_MS = 250;

type Reach = { readonly hosts: readonly string[]; readonly unknownHosts: Policy['unknown_hosts'] };

type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'verdict'; readonly verdict: EgressVerdict }
  | { readonly kind: 'failed'; readonly message: string };

const NONE: Answer = { kind: 'none' };

/** Would this be let through? Answered by the broker itself, for the hosts as they stand in the form. */
export function ReachCheck(reach: Reach) {
  const [text, setText] = useState('');
  const answer = useAnswer(text, reach);
  return (
    <Field id="reach-check" label="Would this be let through?" hint={<AnswerLine answer={answer} />}>
      <input
        id="reach-check"
        className="input"
        spellCheck={false}
        placeholder="https://api.example.com or example.com:8443"
        aria-describedby="reach-check-note"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </Field>
  );
}

function useAnswer(text: string, { hosts, unknownHosts }: Reach): Answer {
  const [answer, setAnswer] = useState<Answer>(NONE);
  useEffect(() => {
    const line = wantedLine(text);
    if (line === null) {
      setAnswer(NONE);
      return;
    }
    let isStale = false;
    const ask = async (): Promise<void> => {
      const policy = { ...SUPERVISED, allowed_hosts: hosts, unknown_hosts: unknownHosts };
      try {
        const verdict = await judgeReach(line, policy);
        if (!isStale) setAnswer(verdict === null ? NONE : { kind: 'verdict', verdict });
      } catch (error) {
        if (!isStale) setAnswer({ kind: 'failed', message: errorMessage(error) });
      }
    };
    const timer = setTimeout(() => void ask(), WAIT_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [text, hosts, unknownHosts]);
  return answer;
}

const VERDICTS = {
  allow: { icon: CircleCheck, word: 'Yes', tone: 'allowed' },
  ask: { icon: CircleHelp, word: 'You would be asked', tone: 'attention' },
  deny: { icon: CircleX, word: 'No', tone: 'denied' },
} as const;

function AnswerLine({ answer }: { readonly answer: Answer }) {
  if (answer.kind === 'none') return <>An address or host:port, judged as the broker judges it.</>;
  if (answer.kind === 'failed') return <span role="status">{escapeHidden(answer.message)}</span>;
  const { verdict, canonical, reason } = answer.verdict;
  const { icon: Icon, word, tone } = VERDICTS[verdict];
  return (
    <span className={`reach-answer reach-${tone}`} role="status">
      <Icon aria-hidden="true" />
      <span>
        <strong>{word}</strong>
        {canonical !== null && <code>{escapeHidden(canonical)}</code>}: {escapeHidden(reason)}
      </span>
    </span>
  );
}
