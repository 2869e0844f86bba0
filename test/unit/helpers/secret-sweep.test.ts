import { expect, it } from 'vitest';
import { findSecret, spellingsOf } from '../../helpers/secret-sweep';

const SECRET = 'correct horse/47+blue';
const NOISE = Buffer.from('{"kind":"action-judged","detail":{"why":"nothing"}} \u0000\u0001 end');

/** Something that leaks it in one way, in the midst of other bytes. */
const leaking = (bytes: Buffer | string) => Buffer.concat([NOISE, Buffer.from(bytes as string), NOISE]);

it('nothing is found where nothing leaks', () => {
  expect(findSecret(SECRET, NOISE)).toEqual([]);
  expect(findSecret(SECRET, leaking(SECRET.slice(0, -1)))).toEqual([]);
});

it.each(spellingsOf(SECRET).map(({ at, bytes }) => [at, bytes] as const))(
  'what leaks it %s is found',
  (at, bytes) => {
    expect(findSecret(SECRET, leaking(bytes))).toContain(at);
  },
);

it.each([0, 1, 2, 3, 4, 5])('base64 of something longer is found, %i bytes on', (before) => {
  const inside = Buffer.concat([Buffer.alloc(before, 7), Buffer.from(SECRET), Buffer.from('the end')]);
  expect(findSecret(SECRET, leaking(inside.toString('base64'))).join()).toContain('base64');
  expect(findSecret(SECRET, leaking(inside.toString('base64url'))).join()).toContain('base64');
});

it('what leaks it one character at a time is found', () => {
  const typed = Array.from(SECRET, (text) => JSON.stringify({ member: 'type', input: { text } }));
  expect(findSecret(SECRET, leaking(typed.join('\n')))).toEqual(['one character at a time']);
});
