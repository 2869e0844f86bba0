import { expect, it } from 'vitest';
import { BoundedMap } from '../../../../../electron/engine/practice/api/bounded-map';

it('a map with a bound forgets what was set longest ago, and nothing that was set anew', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.set('a', 3);
  map.set('c', 4);
  expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([3, undefined, 4]);
});
