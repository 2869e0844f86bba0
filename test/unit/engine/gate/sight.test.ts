import { describe, expect, it } from 'vitest';
import type { Aspect } from '../../../../electron/engine/gate/aspects';
import { holdsTheSame, patchBox, type Sight } from '../../../../electron/engine/gate/sight';
import type { Target } from '../../../../shared/domain/target';
import { sampleElement } from '../../../helpers/fake-desktop';

const FORM = { action: 'https://app.example.com/send', method: 'post', submitLabel: 'Send', fields: [] };
const BUTTON = sampleElement({ form: FORM, isChecked: false, formDigest: 'f1' });
const DIALOG = { kind: 'dialog', type: 'confirm', message: 'Sure?', url: null, host: null } as const;
const UNKNOWN = { kind: 'unknown', reason: 'no page is in front', url: null, host: null } as const;
const WINDOW: Target = {
  kind: 'window',
  title: 'Save as',
  windowClass: 'chromium Chromium',
  box: { x: 0, y: 0, width: 100, height: 50 },
  url: null,
  host: null,
};

const see = (...targets: Target[]): Sight => ({
  targets,
  points: [],
  signIn: null,
  patches: [],
  takenAtMs: 0,
});
const same = (before: Sight, after: Sight, ...accepted: Aspect[]) =>
  holdsTheSame(before, after, new Set(accepted));

describe('what stands at each place between two presses', () => {
  it('is the same whatever a press does to its looks, its state and its node', () => {
    const pressed = {
      ...BUTTON,
      fingerprint: 'loader:2',
      isChecked: true,
      isEnabled: false,
      formDigest: 'f2',
    };
    expect(same(see(BUTTON), see(pressed))).toBe(true);
    expect(same(see(), see())).toBe(true);
  });

  it.each([
    ['role', { role: 'link' }],
    ['label', { name: 'Delete', text: 'Delete' }],
    ['link', { href: 'https://evil.test/' }],
    ['form', { form: { ...FORM, action: 'https://evil.test/' } }],
    ['lack of a form', { form: null }],
    ['page', { url: 'https://app.example.com/b' }],
    ['frame', { frameUrl: 'https://ads.test/' }],
  ] as const)('is something else with another %s', (_what, changes) => {
    expect(same(see(BUTTON), see({ ...BUTTON, ...changes }))).toBe(false);
  });

  it('is something else when there is more of it than before, or less', () => {
    expect(same(see(BUTTON), see(BUTTON, BUTTON))).toBe(false);
    expect(same(see(), see(BUTTON))).toBe(false);
    expect(same(see(BUTTON, BUTTON), see(BUTTON))).toBe(false);
    expect(same(see(BUTTON, DIALOG), see(BUTTON, { ...DIALOG, message: 'Pay?' }))).toBe(false);
  });

  it('is the same with fewer seconds in its label only where those were accepted', () => {
    const label = (text: string) => see({ ...BUTTON, name: text, text });
    expect(same(label('Confirm (9)'), label('Confirm (8)'), 'seconds')).toBe(true);
    expect(same(label('Confirm (9)'), label('Confirm (8)'), 'look', 'place')).toBe(false);
    expect(same(label('Confirm (9)'), label('Pay (8)'), 'seconds')).toBe(false);
  });

  it('is something else when a dialog or nothing known has taken its place', () => {
    expect(same(see(BUTTON), see(DIALOG))).toBe(false);
    expect(same(see(UNKNOWN), see(DIALOG))).toBe(false);
    expect(same(see(UNKNOWN), see(UNKNOWN))).toBe(true);
  });
});

describe('the picture that is kept of a target', () => {
  const at = (x: number, y: number) => ({ x, y });

  it('is the element and nothing beside it', () => {
    expect(patchBox(BUTTON, at(20, 20))).toEqual({ x: 10, y: 10, width: 40, height: 20 });
    expect(patchBox(BUTTON, undefined)).toEqual({ x: 10, y: 10, width: 40, height: 20 });
    expect(patchBox(WINDOW, undefined)).toEqual({ x: 0, y: 0, width: 100, height: 50 });
  });

  it('is cut to 320 by 160 around the place that is acted on, within the edges of the element', () => {
    const large = { ...BUTTON, box: { x: 100, y: 100, width: 800, height: 600 } };
    const size = { width: 320, height: 160 };
    expect(patchBox(large, at(500, 400))).toEqual({ x: 340, y: 320, ...size });
    expect(patchBox(large, at(101, 101))).toEqual({ x: 100, y: 100, ...size });
    expect(patchBox(large, at(899, 699))).toEqual({ x: 580, y: 540, ...size });
    expect(patchBox(large, undefined)).toEqual({ x: 340, y: 320, ...size });
  });

  it('stands on whole pixels', () => {
    const odd = { ...BUTTON, box: { x: 10.4, y: 10.6, width: 40, height: 20 } };
    expect(patchBox(odd, at(30, 20))).toMatchObject({ x: 10, y: 11 });
  });

  it('is what lies around the place where nothing is known of what is there', () => {
    const around = { x: 60, y: 80, width: 80, height: 40 };
    expect(patchBox(UNKNOWN, at(100, 100))).toEqual(around);
    expect(patchBox(DIALOG, at(100, 100))).toEqual(around);
    expect(patchBox({ ...BUTTON, box: { x: 0, y: 0, width: 0, height: 9 } }, at(100, 100))).toEqual(around);
    expect(patchBox({ ...BUTTON, box: { x: 0, y: 0, width: 9, height: 0 } }, at(100, 100))).toEqual(around);
    expect(patchBox(UNKNOWN, undefined)).toBeNull();
  });
});
