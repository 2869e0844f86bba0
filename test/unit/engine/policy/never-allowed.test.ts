import { expect, it } from 'vitest';
import { PolicyJudge } from '../../../../electron/engine/policy/decide';
import { neverAllowed } from '../../../../electron/engine/policy/never-allowed';
import { COMPUTER_MEMBERS } from '../../../../shared/domain/action';
import { POLICY_PRESETS, SUPERVISED } from '../../../../shared/domain/policy-presets';
import { SAMPLE_ACTIONS } from '../../../helpers/sample-actions';
import { sampleFacts } from '../../../helpers/sample-facts';
import { samplePolicy } from '../../../helpers/sample-policy';

it('is empty where all is switched on', () => {
  expect(neverAllowed(SUPERVISED)).toEqual([]);
});

it.each(POLICY_PRESETS.map((preset) => [preset.name, preset] as const))(
  'names nothing under %s that the judge would let through',
  (_name, preset) => {
    const judge = new PolicyJudge(preset);
    for (const member of neverAllowed(preset))
      expect([member, judge.decide(sampleFacts({ action: SAMPLE_ACTIONS[member] })).verdict]).toEqual([
        member,
        'deny',
      ]);
  },
);

it('never takes away what only looks', () => {
  const nothing = samplePolicy({
    allow_click: false,
    allow_type: false,
    allow_key: false,
    allow_scroll: false,
  });
  const left = COMPUTER_MEMBERS.filter((member) => !neverAllowed(nothing).includes(member));
  expect(left).toEqual(['cursor_position', 'wait', 'screenshot', 'zoom']);
});
