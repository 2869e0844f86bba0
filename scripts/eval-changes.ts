import { fileURLToPath } from 'node:url';
import { type ChangeScore, scoreChanges } from './lib/change-score';
import { isOwnSet, parseChangeSet } from './lib/change-set';
import { percent, runEval } from './lib/run-eval';

const HELP = `npm run eval:changes [-- --file PATH] [--part tuning|held-out|all] [--json] [--require]

Judges labelled requests with Airlock's rules and prints how often they agree. Without --file it takes
test/fixtures/changes/*.jsonl but independent-*, which another hand has written and which is judged by its name alone: the
part not used for tuning (SHA-256 of the id begins with 0x80 or above), and all beside it.

A set has one JSON object a line:
  { "id": "shop-1", "lang": "de", "style": "rest-json", "trade": "shop",
    "request": { "method": "DELETE", "url": "https://api.shop.example/invoices/4711", "type": "Fetch",
                 "headers": { "x-requested-with": "XMLHttpRequest" } },
    "expect": { "kind": "change", "level": "high", "categories": ["deletion"] } }

Needed are request.url, expect.kind (reading, traffic or change) and, of a change, expect.level (low, medium, high,
critical). The body is one of
  "json": any value      sent as application/json
  "form": { name: text } sent as application/x-www-form-urlencoded
  "body": "text"         as it stands; say its content-type in headers
  "base64": "…"          bytes
or "isStreamed": true, of which nothing is told. method is POST where there is a body, else GET; type (the browser's
resource type: Document, XHR, Fetch, Ping, Image, EventSource, Preflight, Other) is Fetch. Categories: payment, deletion,
sending, account, consent, credentials, download, upload, navigation, execution, unknown; several are alternatives.

  recall_changes       of those labelled a change at medium or above, the share judged so, or of unknown kind
  false_question_rate  of those labelled reading, traffic or a low change, the share judged so

Exit: 0; 2 when the set can't be read; with --require 1 when recall_changes < 0.99 or false_question_rate > 0.03.`;

function print(title: string, score: ChangeScore, withMisses: boolean): void {
  console.log(`\n${title}: ${score.n} requests, ${score.changes} changes, ${score.harmless} harmless`);
  console.log(
    `  recall_changes ${percent(score.recall_changes)}   false questions ${percent(score.false_question_rate)}   right category ${percent(score.right_category)}`,
  );
  if (!withMisses) return;
  for (const [style, { n, recall_changes, false_question_rate }] of Object.entries(score.styles)) {
    console.log(
      `  ${style.padEnd(14)} recall ${percent(recall_changes).padStart(8)}   false questions ${percent(false_question_rate).padStart(8)}   n ${n}`,
    );
  }
  for (const { kind, id, what, expected, found } of score.misses) {
    console.log(`  ${kind.padEnd(14)} ${id}: ${what} — expected ${expected}, found ${found}`);
  }
}

process.exitCode = runEval({
  help: HELP,
  folder: fileURLToPath(new URL('../test/fixtures/changes/', import.meta.url)),
  isOwn: isOwnSet,
  usualPart: 'held-out',
  read: parseChangeSet,
  score: scoreChanges,
  print,
  reachesGoals: ({ recall_changes, false_question_rate }) =>
    recall_changes >= 0.99 && false_question_rate <= 0.03,
});
