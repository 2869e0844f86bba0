import type { AssistantTurn } from '../../electron/engine/practice/assistant-turn';
import { centreOf, findColour } from '../../electron/engine/practice/find-colour';
import type { MessagesRequest } from '../../electron/engine/practice/messages-request';
import type { Script } from '../../electron/engine/practice/messages-server';
import { PRACTICE_COLOURS, type PracticeControl } from '../../electron/engine/practice/practice-colours';
import { readWebp } from '../../electron/engine/webp/read-webp';
import { finish, reply, resultsOf, say, use } from './make-loop';

/** The middle of a control of the practice site on a screenshot; null when it is not on it. */
export function findControl(picture: Buffer, control: PracticeControl): [number, number] | null {
  const { pixels: data, ...size } = readWebp(picture);
  const box = findColour({ ...size, data }, PRACTICE_COLOURS[control]);
  return box === null ? null : ([...centreOf(box)] as [number, number]);
}

/** The newest picture that a request carries. */
export function newestPicture(request: MessagesRequest): Buffer {
  const data = resultsOf(request)
    .flatMap(({ content }) => content as unknown as { type: string; source?: { data: string } }[])
    .filter(({ type }) => type === 'image')
    .at(-1)?.source?.data;
  if (data === undefined) throw new Error('the request has no picture');
  return Buffer.from(data, 'base64');
}

/** Looks at the screen, clicks on one control, then goes on with `after`. */
export function clickOnControl(control: PracticeControl, after: readonly AssistantTurn[] = []): Script {
  const left = [...after];
  let turn = 0;
  return (request) => {
    turn += 1;
    if (turn === 1) return reply(say('I look.'), use('screenshot', {}));
    if (turn > 2) return left.shift() ?? finish();
    const coordinate = findControl(newestPicture(request), control);
    if (coordinate === null) throw new Error(`${control} is not on the screen`);
    return reply(say(`I press ${control}.`), use('left_click', { coordinate }));
  };
}
