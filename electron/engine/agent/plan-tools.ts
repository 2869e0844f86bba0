import type { BetaTool } from '@anthropic-ai/sdk/resources/beta';
import type { DialogueMember } from '../../../shared/domain/action';
import { MAX_PLAN_NOTE, MAX_PLAN_STEP, MAX_PLAN_STEPS, MAX_STEP_NOTE } from '../../../shared/domain/plan';

type PlanTool = BetaTool & { readonly name: Extract<DialogueMember, 'propose_plan' | 'mark_step'> };

/** What the API is told of the tools for a plan, in a run that begins with one. The same in every request of it. */
export const PLAN_TOOLS: readonly PlanTool[] = [
  {
    name: 'propose_plan',
    description:
      'Puts the steps of your plan before the operator and waits. The result is the plan as it was approved, which may differ from yours, or an answer to propose it anew by. Call it again before you leave the approved plan.',
    input_schema: {
      type: 'object',
      properties: {
        steps: {
          type: 'array',
          items: { type: 'string' },
          minItems: 1,
          maxItems: MAX_PLAN_STEPS,
          description: `What you are going to do, in order; one line of at most ${MAX_PLAN_STEP} characters each.`,
        },
        note: {
          type: 'string',
          description: `What the operator should know about it, at most ${MAX_PLAN_NOTE} characters.`,
        },
      },
      required: ['steps'],
      additionalProperties: false,
    },
  },
  {
    name: 'mark_step',
    description:
      'Says how far a step of the approved plan is. The operator reads it as your claim. It may stand in one turn with other calls.',
    input_schema: {
      type: 'object',
      properties: {
        step: { type: 'integer', description: 'Its number in the approved plan, from 1.' },
        state: { type: 'string', enum: ['begun', 'done', 'left_out'] },
        note: {
          type: 'string',
          description: `Why, or with what result; at most ${MAX_STEP_NOTE} characters.`,
        },
      },
      required: ['step', 'state'],
      additionalProperties: false,
    },
  },
];
