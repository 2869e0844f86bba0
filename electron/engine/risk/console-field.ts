import type { RiskFinding } from '../../../shared/domain/risk';
import type { ElementTarget, Target } from '../../../shared/domain/target';

const TERMINAL_CLASS =
  /\b(?:xterm|uxterm|rxvt|urxvt|gnome-terminal|konsole|alacritty|kitty|terminator|tilix|xfce4-terminal|lxterminal|mate-terminal|foot|wezterm|terminal|st-256color|ghostty)/i;
const SHELL =
  /\b(?:terminal|shell|bash|zsh|ssh|command line|command prompt|powershell|cli|konsole|konsoli|konzole|consola|console|eingabeaufforderung)\b|терминал|термінал|консоль|κονσόλα|τερματικό|ターミナル|コンソール|终端|終端機|控制台|터미널|콘솔|طرفية|टर्मिनल|कंसोल/iu;
const CODE =
  /\b(?:sql|query editor|query console|notebook|jupyter|repl|code cell|script editor|code editor|dockerfile|crontab|user data|cloud-init|workflow file|graphql)\b|запрос sql/iu;
/** What a field for statements is called where the page says of what. */
const STATEMENT =
  /\b(?:query|statement|command|script|code|expression|abfrage|befehl|requ[eê]te|commande|consulta|comando|opdracht|zapytanie|sorgu|komut)\b|запрос|команда|クエリ|コマンド|查询|查詢|命令|쿼리|명령/iu;
const ADDRESS_BAR = /\b(?:address bar|address and search bar|omnibox|location bar)\b/i;

export type Console = 'shell' | 'code' | null;

/** Whether what is typed here is run: a window of a terminal, or a field of a page that is named like a console. */
export function consoleOf(target: Target): Console {
  if (target.kind === 'window') return TERMINAL_CLASS.test(target.windowClass) ? 'shell' : null;
  if (target.kind !== 'element' || !takesText(target)) return null;
  const near = `${target.name} ${target.context.slice(0, 120)}`;
  const around = `${near} ${target.pageTitle}`;
  if (/search|find|filter/i.test(target.role + target.name)) return null;
  const isBig = target.tag === 'textarea' || target.inputType === null;
  const isStatement = STATEMENT.test(target.name);
  if (CODE.test(near) || ((isBig || isStatement) && CODE.test(around))) return 'code';
  return SHELL.test(near) || ((isBig || isStatement) && SHELL.test(target.pageTitle)) ? 'shell' : null;
}

const takesText = ({ role, tag }: ElementTarget): boolean =>
  tag === 'textarea' || ['textbox', 'application', 'document', 'combobox'].includes(role);

/** Commands and statements that destroy, take over or hand out, however the rest of them goes on. */
const DESTRUCTIVE =
  /\brm\s+(?:-{1,2}[a-z-]+\s+)*-{1,2}(?:[a-z]*r|recursive|force)|\bmkfs|\bdd\s+[^\n]{0,80}\bof=|\bshred\b|>\s*\/dev\/(?:sd|nvme|vd|disk)|:\(\)\s*\{|\bwipefs\b|\b(?:terraform|pulumi)\s+destroy|\bkubectl\s+delete\s+(?:ns|namespace|pv|all|node)|\baws\s+s3\s+(?:rb|rm)\b|\bgit\s+push\s+[^\n]{0,80}(?:--force|-f\b)|\bdocker\s+system\s+prune|\bformat\s+[a-z]:|\bdel\s+\/[sfq]|\bremove-item\b[^\n]{0,80}-recurse|\bcurl\b[^\n|]{0,300}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|\bwget\b[^\n|]{0,300}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|\bchmod\s+-R\s+777\s+\/|\b\/dev\/tcp\/|\bnc\b[^\n]{0,60}\s-e\b|\bhistory\s+-c\b|\buserdel\b|\bpasswd\b/i;
const RISKY_COMMAND =
  /\bsudo\b|\bsu\s+-|\brm\s|\bchmod\b|\bchown\b|\bkill(?:all)?\b|\bpkill\b|\bsystemctl\s+(?:stop|restart|disable)|\bshutdown\b|\breboot\b|\bcurl\b|\bwget\b|\bnpm\s+(?:publish|install)|\bpip3?\s+install|\bapt(?:-get)?\s+(?:install|remove|purge)|\bgit\s+(?:push|reset|clean)|\bkubectl\s+(?:delete|apply|scale|exec)|\bdocker\s+(?:rm|kill|run|exec)|\bssh\b|\bscp\b|\beval\b|\bcrontab\b|[;&|`]|\$\(|>\s*\S/i;
const RISKY_STATEMENT =
  /\b(?:drop|truncate)\s+(?:table|database|schema|index|view|user|role|column)|\bdelete\s+from\b|\bupdate\s+\S+\s+set\b|\balter\s+(?:table|user|role|database)\b|\binsert\s+into\b|\b(?:grant|revoke)\s+\S|\bexec(?:ute)?\s|\bcreate\s+(?:user|role)\b|\bimport\s+os\b|\bsubprocess\b|\bos\.system\b|\beval\s*\(|\bfetch\s*\(/i;

/** What typing into a console does: running it, or leaving a dangerous line for the next Return. */
export function commandFindings(text: string, kind: NonNullable<Console>): readonly RiskFinding[] {
  const line = text.slice(0, 10_000);
  const runs = /[\r\n]/.test(line);
  const what = kind === 'shell' ? 'a terminal' : 'an editor of code or queries';
  if (DESTRUCTIVE.test(line)) {
    return [
      {
        category: 'execution',
        level: 'critical',
        why: `What is typed into ${what} destroys or hands out something.`,
      },
    ];
  }
  if (RISKY_COMMAND.test(line) && kind === 'shell') {
    return [
      {
        category: 'execution',
        level: 'high',
        why: `What is typed into ${what} changes the machine or reaches others.`,
      },
    ];
  }
  if (RISKY_STATEMENT.test(line)) {
    return [
      { category: 'execution', level: 'high', why: `What is typed into ${what} changes data or runs code.` },
    ];
  }
  if (runs && kind === 'shell')
    return [{ category: 'execution', level: 'high', why: `A line break in ${what} runs the command.` }];
  return [{ category: 'execution', level: 'low', why: `It is typed into ${what}, and runs only later.` }];
}

/** A script in the place of an address runs in the page. */
export function addressBarFindings(text: string, target: Target): readonly RiskFinding[] {
  if (!/^\s*(?:javascript|data|vbscript):/i.test(text.normalize('NFKC'))) return [];
  const isField = target.kind === 'element' && !ADDRESS_BAR.test(target.name) && target.inputType !== 'url';
  const level = isField ? 'medium' : 'high';
  return [{ category: 'execution', level, why: 'What is typed is a script in the form of an address.' }];
}
