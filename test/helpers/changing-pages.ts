/** A page of a site, what its one button is called or drawn as, and what a click on it sends. */
export type ChangingPage = {
  /** Its own path, and the beginning of all that it sends. */
  readonly at: string;
  readonly what: string;
  readonly body: string;
};

const BIG = 'position:fixed;inset:0;width:100%;height:100%;display:block;font-size:40px;border:0';
const JSON_TYPE = "{ 'content-type': 'application/json' }";
const FORM_TYPE = "{ 'content-type': 'application/x-www-form-urlencoded' }";

/** None of them says what is done: a drawing, nonsense, or a lie. */
const LOOKS: readonly ((script: string) => string)[] = [
  (script) => `<button style="${BIG}" onclick="go()">View details</button>${script}`,
  (script) =>
    `<button style="${BIG}" onclick="go()" aria-label="More"><svg width="40" height="40"><path d="M4 4h32v32z"/></svg></button>${script}`,
  (script) =>
    `<button style="${BIG}" onclick="go()"><canvas width="80" height="80"></canvas></button>${script}<script>document.querySelector('canvas').getContext('2d').fillRect(10, 10, 60, 60)</script>`,
  (script) => `<button style="${BIG}" onclick="go()">Qz7 ~ wug</button>${script}`,
  (script) => `<a style="${BIG}" href="#" onclick="event.preventDefault(); go()">Help</a>${script}`,
];

/** For what runs elsewhere than in the page itself, and knows no address of its own. */
const SENDING =
  "const sending = (path) => \"fetch('\" + location.origin + path + \"', { method: 'POST', mode: 'no-cors' })\";";

let count = 0;

/** `code` is what the click runs; `§` in it stands for the page's own path. */
function page(what: string, code: string, markup = ''): ChangingPage {
  count += 1;
  const at = `/p${count}`;
  const look = LOOKS[count % LOOKS.length] ?? String;
  const script = `<script>${SENDING} async function go() { ${code.replaceAll('§', at)} }</script>`;
  return { at, what, body: `${markup.replaceAll('§', at)}${look(script)}` };
}

/** A form whose own button sends it. */
function form(what: string, attributes: string, fields: string): ChangingPage {
  count += 1;
  const at = `/p${count}`;
  const markup = `<form ${attributes} action="${at}/delete">${fields}<button style="${BIG}">Continue reading</button></form>`;
  return { at, what, body: markup };
}

const post = (path: string, body: string, headers = JSON_TYPE) =>
  `await fetch('§${path}', { method: 'POST', headers: ${headers}, body: ${body} })`;

/** What a click brings about here alters something at the other end. */
export const CHANGING_PAGES: readonly ChangingPage[] = [
  page('JSON by POST', post('/api/invoices/3/delete', 'JSON.stringify({ all: true })')),
  page(
    'JSON whose body alone says it',
    post('/api/do', "JSON.stringify({ action: 'deleteInvoice', id: 3 })"),
  ),
  page('a form by fetch', post('/orders', "'op=cancel_order&order_id=7'", FORM_TYPE)),
  page('DELETE', "await fetch('§/api/users/7', { method: 'DELETE' })"),
  page('PUT by XHR', "const x = new XMLHttpRequest(); x.open('PUT', '§/api/users/7/role'); x.send('admin')"),
  page(
    'PATCH',
    `await fetch('§/api/users/7', { method: 'PATCH', headers: ${JSON_TYPE}, body: '{"role":"admin"}' })`,
  ),
  page(
    'an overridden method',
    "await fetch('§/api/users/7', { method: 'POST', headers: { 'x-http-method-override': 'DELETE' } })",
  ),
  page('a form with _method', post('/users/7', "'_method=delete&authenticity_token=abc'", FORM_TYPE)),
  page('a beacon', "navigator.sendBeacon('§/api/messages/4/delete', 'all=yes')"),
  page(
    'a beacon to a path of telemetry',
    "navigator.sendBeacon('§/collect', new URLSearchParams({ amount: '900', iban: 'DE89370400440532013000' }))",
  ),
  page(
    'keepalive as the page is left',
    "addEventListener('pagehide', () => fetch('§/api/files/9/delete', { method: 'POST', keepalive: true })); location.href = '§'",
  ),
  page(
    'a synchronous XHR',
    "setTimeout(() => { const x = new XMLHttpRequest(); x.open('POST', '§/api/files/9/delete', false); try { x.send('a=1') } catch {} })",
  ),
  page(
    'a GraphQL mutation',
    post('/graphql', "JSON.stringify({ query: 'mutation { deleteProject(id: 4) { id } }' })"),
  ),
  page(
    'a batch of GraphQL',
    post(
      '/graphql',
      "JSON.stringify([{ query: '{ me { id } }' }, { query: 'mutation X { removeUser(id: 4) { ok } }' }])",
    ),
  ),
  page(
    'a persisted mutation',
    post(
      '/graphql',
      "JSON.stringify({ operationName: 'TransferFunds', extensions: { persistedQuery: { sha256Hash: 'ab12' } }, variables: { amount: 50 } })",
    ),
  ),
  page(
    'JSON-RPC',
    post('/rpc', "JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'account.close', params: [7] })"),
  ),
  page(
    'SOAP',
    "await fetch('§/service', { method: 'POST', headers: { 'content-type': 'text/xml', soapaction: 'urn:DeleteCustomer' }, body: '<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><DeleteCustomer><id>7</id></DeleteCustomer></s:Body></s:Envelope>' })",
  ),
  page(
    'an OData batch',
    "await fetch('§/odata/$batch', { method: 'POST', headers: { 'content-type': 'multipart/mixed; boundary=b' }, body: '--b\\r\\nContent-Type: application/http\\r\\n\\r\\nDELETE Customers(7) HTTP/1.1\\r\\n\\r\\n\\r\\n--b--' })",
  ),
  page(
    'a postback',
    post(
      '/Orders.aspx',
      "'__VIEWSTATE=abc&__EVENTTARGET=ctl00%24btnDeleteOrder&__EVENTARGUMENT='",
      FORM_TYPE,
    ),
  ),
  page(
    'JSF',
    post('/orders.xhtml', "'javax.faces.source=form%3AdeleteOrder&javax.faces.ViewState=1'", FORM_TYPE),
  ),
  page(
    'a file',
    "const f = new FormData(); f.append('file', new File(['x'.repeat(2000)], 'people.csv')); await fetch('§/upload', { method: 'POST', body: f })",
  ),
  page(
    'bytes that tell nothing',
    "await fetch('§/x/7f', { method: 'POST', body: new Uint8Array([1, 2, 3, 250]) })",
  ),
  page(
    'JSON that says it is text',
    "await fetch('§/api', { method: 'POST', body: JSON.stringify({ cmd: 'purge', scope: 'everything' }) })",
  ),
  page(
    'a payment',
    post(
      '/api/v2/transfers',
      "JSON.stringify({ amount: 1250, currency: 'EUR', iban: 'DE89370400440532013000' })",
    ),
  ),
  page('an invitation', post('/api/members', "JSON.stringify({ email: 'a@b.example', role: 'owner' })")),
  page('a message', post('/api/messages/send', "JSON.stringify({ to: 'a@b.example', text: 'hello' })")),
  page('a worker', "new Worker(URL.createObjectURL(new Blob([sending('§/api/files/9/delete')])))"),
  page(
    'a shared worker',
    "new SharedWorker(URL.createObjectURL(new Blob([sending('§/api/files/9/delete')])))",
  ),
  page(
    'a service worker',
    "await navigator.serviceWorker.register('/worker.js', { scope: '§' }); const w = (await navigator.serviceWorker.getRegistration('§')); const s = w.installing ?? w.waiting ?? w.active; await new Promise((r) => { if (s.state === 'activated') r(); s.onstatechange = () => s.state === 'activated' && r(); }); s.postMessage('§/api/files/9/delete')",
  ),
  page(
    'a pop-up',
    "const w = window.open('about:blank', '_blank'); setTimeout(() => w.close(), 600); w.document.write('<script>' + sending('§/api/files/9/delete') + '</scr' + 'ipt>')",
  ),
  page(
    'a frame of its own',
    "const f = document.createElement('iframe'); f.srcdoc = '<script>' + sending('§/api/files/9/delete') + '</scr' + 'ipt>'; document.body.append(f)",
  ),
  page(
    'a form that a script sends',
    "const f = document.createElement('form'); f.method = 'post'; f.action = '§/account/close'; document.body.append(f); f.submit()",
  ),
  page(
    'a form into a new tab',
    "const f = document.createElement('form'); f.method = 'post'; f.target = 'other'; const w = window.open('about:blank', 'other'); setTimeout(() => w.close(), 600); f.action = '§/account/close'; document.body.append(f); f.submit()",
  ),
  page('a link that deletes', "location.href = '§/invoices/3/delete'"),
  page('a picture that deletes', "new Image().src = '§/index.php?action=delete&id=3'"),
  page(
    'a script that deletes',
    "const s = document.createElement('script'); s.src = '§/api/deleteUser?id=3'; document.body.append(s)",
  ),
  page(
    'a style that deletes',
    "const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = '§/invoices/3/delete'; document.head.append(l)",
  ),
  page('a debounced deletion', `setTimeout(async () => { ${post('/api/invoices/3/delete', "'{}'")} }, 1500)`),
  page(
    'several at once',
    "for (const id of [1, 2, 3]) fetch('§/api/files/' + id + '/delete', { method: 'POST' })",
  ),
  form('a plain form', 'method="post"', '<input type="hidden" name="confirm" value="yes">'),
  form(
    'a form with a file',
    'method="post" enctype="multipart/form-data"',
    '<input type="hidden" name="a" value="b">',
  ),
];

/** What a click brings about here asks for something, or is the page's own traffic. */
export const HARMLESS_PAGES: readonly ChangingPage[] = [
  page('a GET', "await fetch('§/api/invoices?status=deleted')"),
  page('a search by POST', post('/api/search', "JSON.stringify({ query: 'delete', page: 1 })")),
  page(
    'a GraphQL query',
    post('/graphql', "JSON.stringify({ query: 'query Invoices { invoices { id total } }' })"),
  ),
  page(
    'JSON-RPC that lists',
    post('/rpc', "JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'invoices.list', params: {} })"),
  ),
  page('telemetry', "navigator.sendBeacon('§/collect', JSON.stringify({ event: 'page_view', ts: 1 }))"),
  page('a heartbeat', post('/api/heartbeat', "'{}'")),
  page('presence', post('/api/presence', "JSON.stringify({ state: 'active' })")),
  page('a validation', post('/api/orders/validate', "JSON.stringify({ sku: 'a1' })")),
  page('suggestions', post('/api/suggest', "JSON.stringify({ prefix: 'ab' })")),
  page('a token', post('/oauth/token', "'grant_type=refresh_token&refresh_token=abc'", FORM_TYPE)),
  page('a session kept alive', post('/session/keepalive', "''")),
  page('a filter', post('/api/invoices/filter', "JSON.stringify({ status: 'open' })")),
  page('a count', post('/api/invoices/count', "JSON.stringify({ status: 'open' })")),
  page('a preview', post('/api/invoices/preview', 'JSON.stringify({ id: 3 })')),
  page('a price', post('/api/quote/calculate', 'JSON.stringify({ items: [1, 2] })')),
  page('a page about deleting', "location.href = '§/help/how-to-delete-an-invoice'"),
  page('a history of payments', "await fetch('§/api/payments/history?from=2026-01-01')"),
  page(
    'an error report',
    post('/api/12/envelope/', "JSON.stringify({ event_id: 'a', exception: { type: 'TypeError' } })"),
  ),
  page(
    'long polling',
    "await fetch('§/socket.io/?EIO=4&transport=polling', { method: 'POST', body: '2probe' })",
  ),
  page(
    'SOAP that reads',
    "await fetch('§/service', { method: 'POST', headers: { 'content-type': 'text/xml', soapaction: 'urn:GetCustomer' }, body: '<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><GetCustomer><id>7</id></GetCustomer></s:Body></s:Envelope>' })",
  ),
];

/** What the service worker of `a service worker` is. */
export const WORKER_SCRIPT = "onmessage = ({ data }) => fetch(data, { method: 'POST' });";
