import { describe, expect, it } from 'vitest';
import { BROWSER_USER } from '../../electron/engine/sandbox/container-spec';
import { runProbeProgram } from '../../electron/engine/sandbox/probe/probe-program';
import { makeSandbox } from '../helpers/make-sandbox';
import { TestSite } from '../helpers/test-site';

const BOMBS_LIMIT_MS = 60_000;
/** A browser that answers within this is one that can be worked with. */
const ANSWER_LIMIT_MS = 1500;

describe('the bombs of the probe', () => {
  it('hold in their own sandbox, while the browser of another one answers all the time', async () => {
    const attacker = await makeSandbox();
    const bystander = await makeSandbox({ site: new TestSite({ '/': '<title>Other</title><p>Other</p>' }) });
    try {
      const answersMs: number[] = [];
      let isOver = false;
      const bombs = runProbeProgram(attacker.docker, attacker.sandbox.containerId, {
        part: 'bombs',
        user: BROWSER_USER,
        limitMs: BOMBS_LIMIT_MS,
      }).finally(() => {
        isOver = true;
      });
      while (!isOver) {
        const asked = performance.now();
        const target = await bystander.sandbox.browser.targetAt({ x: 400, y: 400 });
        expect(target.kind).toBe('element');
        answersMs.push(performance.now() - asked);
        await bystander.sandbox.camera.take();
      }
      const { findings, isComplete } = await bombs;
      expect(isComplete).toBe(true);
      expect(findings.filter(({ outcome }) => outcome !== 'held')).toEqual([]);
      expect(findings.length).toBeGreaterThanOrEqual(8);
      expect(answersMs.length).toBeGreaterThan(20);
      expect(Math.max(...answersMs)).toBeLessThan(ANSWER_LIMIT_MS);
      answersMs.sort((a, b) => a - b);
      console.log(
        `the other browser: ${answersMs.length} answers, median ${answersMs[answersMs.length >> 1]?.toFixed(1)} ms, slowest ${answersMs.at(-1)?.toFixed(0)} ms`,
      );
    } finally {
      await attacker.dispose();
      await bystander.dispose();
    }
  });
});
