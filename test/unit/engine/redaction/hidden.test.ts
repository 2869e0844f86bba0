import { describe, expect, it } from 'vitest';
import { isCovered, showsSecret } from '../../../../electron/engine/redaction/hidden';

describe('a text', () => {
  it('shows a secret in whatever case and with whatever between its letters', () => {
    const hidden = { needles: ['S3cret', 'ab'] };
    for (const text of ['s3cret', 'x S3CRET y', 'S3\u200Bc\u00ADr et', 'ab', ' a b '])
      expect(showsSecret(text, hidden)).toBe(true);
  });

  it('shows none when a short one stands in it by accident, or when there is none', () => {
    for (const text of ['', 's3cre', 'cab', 'about'])
      expect(showsSecret(text, { needles: ['S3cret', 'ab'] })).toBe(false);
    expect(showsSecret('anything', { needles: [] })).toBe(false);
    expect(showsSecret('anything', { needles: ['', '\u200B'] })).toBe(false);
  });
});

describe('a place', () => {
  const boxes = [{ x: 0, y: 0, width: 100, height: 50 }];
  const place = { x: 200, y: 200, width: 20, height: 20 };

  it('is covered where it touches a black part, or where nobody knows', () => {
    expect(isCovered({ ...place, x: 90, y: 40 }, { boxes, area: null })).toBe(true);
    expect(isCovered(null, { boxes, area: null })).toBe(true);
    expect(isCovered({ ...place, width: 0 }, { boxes, area: null })).toBe(true);
    expect(isCovered(place, { boxes, area: null })).toBe(false);
  });

  it('is covered unless all of it lies in what may be seen', () => {
    const area = { x: 0, y: 0, width: 210, height: 300 };
    expect(isCovered(place, { boxes: [], area })).toBe(true);
    expect(isCovered({ ...place, x: 10 }, { boxes: [], area })).toBe(false);
    expect(isCovered({ ...place, x: 900 }, { boxes: [], area })).toBe(true);
  });

  it('is not covered when nothing is black', () => {
    expect(isCovered(null, { boxes: [], area: null })).toBe(false);
  });
});
