import type { RiskFinding } from '../../../shared/domain/risk';
import type { ElementTarget } from '../../../shared/domain/target';
import { registrableHost } from '../../../shared/reach/registrable-host';
import { type Consequence, quote } from './finding';

/** Parts of addresses that name what opening them does; English, as nearly all addresses are, and the same in others. */
const DELETING =
  /^(?:delete|destroy|remove|erase|purge|wipe|drop|truncate|delete[-_].*|.*[-_]delete|loeschen|supprimer|eliminar|borrar|excluir|elimina|usun|smazat|sil)$/;
const PAYING =
  /^(?:pay|pay[-_]?now|charge|buy|buy[-_]?now|purchase|place[-_]?order|submit[-_]?order|confirm[-_]?(?:payment|order|transfer)|refund|withdraw|donate)$/;
const LEAVING = /^(?:logout|log[-_]out|signout|sign[-_]out|logoff)$/;
const ENDING =
  /^(?:unsubscribe|cancel[-_]subscription|close[-_]account|deactivate|revoke|disable|ban|suspend)$/;
const DOING = /^(?:execute|deploy|restart|reboot|shutdown|merge)$/;
const SAVING = /^(?:download|export)$/;
/** Where such words are only written about. */
const ABOUT =
  /^(?:docs?|documentation|help|faq|blog|wiki|articles?|guides?|learn|kb|support|search|history|news|tutorials?|questions?|tags?|reference|manual|hilfe|aide|ayuda)$/;
const PROGRAM = /\.(?:exe|msi|dmg|pkg|deb|rpm|appimage|apk|sh|bat|cmd|ps1|jar|vbs|scr|iso)$/;
const FILE = /\.(?:csv|xlsx?|zip|tar|gz|pdf|docx?|json|sql|bak|db)$/;

/** What an address does when it is opened, by its path and query; for links and for where forms are sent. */
export function addressConsequences(address: string): readonly Consequence[] {
  const { path, query } = split(address);
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.some((part) => ABOUT.test(part))) return [];
  // Of a path the last parts are the action; what stands before them is on what.
  const words = [...parts.slice(-2), ...query];
  const some = (pattern: RegExp) => words.some((word) => pattern.test(word));
  const found: Consequence[] = [];
  if (some(DELETING)) found.push({ category: 'deletion', level: 'high' });
  if (some(PAYING)) found.push({ category: 'payment', level: 'high' });
  if (some(ENDING)) found.push({ category: 'account', level: 'medium' });
  if (some(DOING)) found.push({ category: 'execution', level: 'high' });
  if (some(LEAVING)) found.push({ category: 'account', level: 'low' });
  if (PROGRAM.test(path)) found.push({ category: 'download', level: 'high' });
  else if (some(SAVING) || FILE.test(path)) found.push({ category: 'download', level: 'low' });
  return found;
}

/** The values of `action=`, `cmd=`, `op=` and the like, and names of parameters that say it themselves. */
const COMMANDS = /^(?:action|cmd|command|op|operation|do|method|_method|task|mode|event)$/;

function split(address: string): { path: string; query: readonly string[] } {
  const [before = '', search = ''] = decode(address)
    .slice(0, 2000)
    .toLowerCase()
    .split(/\?(.*)/s);
  const path = before.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/, '').replace(/#.*$/s, '');
  const query = search
    .replace(/#.*$/s, '')
    .split(/[&;]/)
    .slice(0, 40)
    .flatMap((pair) => {
      const [key = '', value = ''] = pair.split('=');
      return COMMANDS.test(key) ? [value] : value === '' || value === '1' || value === 'true' ? [key] : [];
    });
  return { path, query };
}

/** Links that only begin a script, so that what they do is in their words. */
export function isScripted(href: string | null, pageUrl: string): boolean {
  if (href === null || /^\s*(?:javascript:|#)/i.test(href)) return true;
  const bare = (url: string) => url.replace(/#.*$/s, '');
  return href.includes('#') && bare(href) === bare(pageUrl) && /#(?:!|$)/.test(href);
}

export function linkFindings(target: ElementTarget): readonly RiskFinding[] {
  const { href } = target;
  if (href === null) return [];
  const leads = addressConsequences(href).map(
    (one): RiskFinding => ({
      ...one,
      why: `Its link leads to ${quote(decode(href))}, which reads as ${one.category}.`,
    }),
  );
  const saves: RiskFinding[] = target.isDownload
    ? [{ category: 'download', level: 'low', why: `Its link saves ${quote(decode(href))} as a file.` }]
    : [];
  return [...leads, ...saves, ...leaving(target, href)];
}

function leaving({ host, url }: ElementTarget, href: string): readonly RiskFinding[] {
  if (/^(?:mailto|tel|sms):/i.test(href)) {
    return [
      { category: 'navigation', level: 'low', why: `Its link opens ${quote(href)} outside of the page.` },
    ];
  }
  const to = hostOf(href);
  const from = host !== '' ? host.replace(/:\d+$/, '') : hostOf(url);
  if (to === null || from === null || to === from) return [];
  const isSame = (registrableHost(to) ?? to) === (registrableHost(from) ?? from);
  return isSame
    ? []
    : [{ category: 'navigation', level: 'low', why: `Its link leads to another site, ${quote(to)}.` }];
}

function hostOf(address: string): string | null {
  return /^https?:\/\/(?:[^/?#]*@)?([^/?#:]+)/i.exec(address)?.[1]?.toLowerCase() ?? null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
