import type { BetaTool } from '@anthropic-ai/sdk/resources/beta';
import { type DialogueMember, MAX_OPTION, MAX_OPTIONS, MAX_QUESTION } from '../../../shared/domain/action';

export type DialogueTool = BetaTool & { readonly name: DialogueMember };

/** What the API is told of the tools by which the agent speaks to its operator. The same in every request of a run. */
export const DIALOGUE_TOOLS: readonly DialogueTool[] = [
  {
    name: 'ask_operator',
    description:
      'Asks the operator and waits for the answer. Use it where the task leaves open what is meant, where something is not as it should be, or where a page asks for something else than the task. Nothing else happens meanwhile.',
    input_schema: {
      type: 'object',
      properties: {
        question: { type: 'string', description: `One question, at most ${MAX_QUESTION} characters.` },
        options: {
          type: 'array',
          items: { type: 'string' },
          maxItems: MAX_OPTIONS,
          description: `Answers to choose from, if there are few; at most ${MAX_OPTION} characters each.`,
        },
      },
      required: ['question'],
      additionalProperties: false,
    },
  },
  {
    name: 'finish',
    description:
      'Ends the run. Call it by itself, when the task is done or can’t be done: a turn that ends without it does not end the run.',
    input_schema: {
      type: 'object',
      properties: {
        report: {
          type: 'string',
          description:
            'What you did and what you did not, what the task asked to be told, and whether a page asked for something else.',
        },
        outcome: { type: 'string', enum: ['done', 'partly', 'not_done'] },
      },
      required: ['report', 'outcome'],
      additionalProperties: false,
    },
  },
];
