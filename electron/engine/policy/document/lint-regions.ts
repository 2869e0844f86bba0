import { type BoxRegion, isSelectorRegion, type Policy, type Region } from '../../../../shared/domain/policy';
import { error, type Finding, warning } from './lint-finding';

/** The largest display that a session can have, in pixels. */
const LARGEST = { x1: 0, y1: 0, x2: 2559, y2: 1599 };

/** Regions that can't be found, or that no action can ever be about. */
export function lintRegions(policy: Policy): readonly Finding[] {
  const { screen_area, blocked_regions, allowed_regions, redaction } = policy;
  const found: Finding[] = [];
  if (screen_area !== null && !meets(screen_area, LARGEST)) {
    found.push(error(['screen_area'], 'lies outside every screen: the agent would see nothing'));
  }
  for (const [field, regions] of Object.entries({ blocked_regions, allowed_regions })) {
    for (const [index, region] of regions.entries()) {
      found.push(...lintRegion([field, index], region, screen_area));
    }
  }
  for (const [index, region] of redaction.regions.entries()) {
    found.push(...lintRegion(['redaction', 'regions', index], region, screen_area));
  }
  for (const [index, selector] of redaction.hide.entries()) {
    const fault = selectorFault(selector);
    if (fault !== null) found.push(error(['redaction', 'hide', index], fault));
  }
  for (const [index, allowed] of allowed_regions.entries()) {
    const at = blocked_regions.findIndex((blocked) => covers(blocked, allowed));
    if (at >= 0) {
      found.push(warning(['allowed_regions', index], `is blocked altogether by blocked_regions[${at}]`));
    }
  }
  return found;
}

function lintRegion(path: Finding['path'], region: Region, area: BoxRegion | null): readonly Finding[] {
  if (isSelectorRegion(region)) {
    const fault = selectorFault(region.selector);
    return fault === null ? [] : [error([...path, 'selector'], fault)];
  }
  if (!meets(region, LARGEST)) return [warning(path, 'lies outside every screen')];
  return area !== null && !meets(region, area) ? [warning(path, 'lies outside screen_area')] : [];
}

function covers(outer: Region, inner: Region): boolean {
  if (isSelectorRegion(outer) || isSelectorRegion(inner)) {
    return isSelectorRegion(outer) && isSelectorRegion(inner) && outer.selector === inner.selector;
  }
  return outer.x1 <= inner.x1 && outer.y1 <= inner.y1 && outer.x2 >= inner.x2 && outer.y2 >= inner.y2;
}

function meets(a: Pick<BoxRegion, 'x1' | 'y1' | 'x2' | 'y2'>, b: typeof LARGEST): boolean {
  return a.x1 <= b.x2 && a.x2 >= b.x1 && a.y1 <= b.y2 && a.y2 >= b.y1;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/**
 * What is plainly wrong with a CSS selector; null when nothing is. Only a browser knows for certain: one that it can't
 * read counts as the whole screen where it blocks, and as nothing where it allows.
 */
function selectorFault(selector: string): string | null {
  const open: string[] = [];
  let quote: string | null = null;
  for (let index = 0; index < selector.length; index += 1) {
    const char = selector[index] ?? '';
    if (char === '\\') index += 1;
    else if (quote !== null) quote = char === quote ? null : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (CLOSING[char] !== undefined) open.push(CLOSING[char]);
    else if (char === ')' || char === ']') {
      if (open.pop() !== char) return `has a ${char} too many`;
    } else if (char === '{' || char === '}' || char === ';') return `is not a selector: ${char}`;
  }
  if (quote !== null) return 'has a quote that is not closed';
  if (open.length > 0) return `has a bracket that is not closed: ${open[0]} is missing`;
  if (selector.trim() === '') return 'must not be empty';
  return /(^|,)\s*(,|$)|[>+~]\s*$/.test(selector) ? 'is not whole' : null;
}
