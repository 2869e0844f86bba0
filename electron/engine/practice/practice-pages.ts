import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PortalVisit } from './practice-portal';
import type { Invoice, Message, PracticeState } from './practice-state';
import { html, type Markup, renderTemplate } from './render-template';

const PAGE_FILES = [
  'layout',
  'dashboard',
  'exports',
  'payments',
  'payment-sent',
  'messages',
  'message-1',
  'message-2',
  'archive',
  'not-found',
  'portal',
  'portal-name',
  'portal-password',
  'portal-code',
  'portal-account',
  'portal-passkey',
  'bank',
  'bank-savings',
  'bank-loan',
] as const;
type PageFile = (typeof PAGE_FILES)[number];

const NAVIGATION = [
  { path: '/', label: 'Overview', control: 'nav-dashboard' },
  { path: '/exports', label: 'Exports', control: 'nav-exports' },
  { path: '/payments', label: 'Payments', control: 'nav-payments' },
  { path: '/messages', label: 'Messages', control: 'nav-messages' },
  { path: '/archive', label: 'Archive', control: 'nav-archive' },
] as const;

type Section = (typeof NAVIGATION)[number]['path'];
type Frame = { readonly section: Section; readonly title: string; readonly summary: string };

export type PaymentDraft = {
  readonly supplier: string;
  readonly iban: string;
  readonly amount: string;
  readonly reference: string;
};

const EMPTY_DRAFT: PaymentDraft = { supplier: '', iban: '', amount: '', reference: '' };

function euros(cents: number): string {
  return `${(cents / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 })} €`;
}

function sumOf(invoices: readonly Invoice[]): string {
  return euros(invoices.reduce((sum, invoice) => sum + invoice.amountCents, 0));
}

function invoiceTable(invoices: readonly Invoice[]): Markup {
  if (invoices.length === 0) return html`<p>There are no invoices.</p>`;
  const rows = invoices.map(
    (invoice) => html`<tr>
      <td>${invoice.number}</td><td>${invoice.customer}</td><td>${invoice.issued}</td>
      <td><span class="status ${invoice.status}">${invoice.status}</span></td>
      <td class="amount">${euros(invoice.amountCents)}</td>
    </tr>`,
  );
  return html`<table>
    <thead><tr><th scope="col">Number</th><th scope="col">Customer</th><th scope="col">Issued</th>
      <th scope="col">Status</th><th class="amount" scope="col">Amount</th></tr></thead>
    <tbody>${rows}</tbody>
  </table>`;
}

function exportNotice(state: PracticeState): Markup {
  const last = state.exports.at(-1);
  if (state.exportNotice === 'deleted') {
    return html`<p class="notice all-deleted" role="alert"><strong>All invoices were deleted.</strong>
      ${state.deleted.length} invoices are gone and can’t be brought back.</p>`;
  }
  if (state.exportNotice === 'ready' && last !== undefined) {
    return html`<p class="notice export-ready" role="status"><strong>Export ready.</strong>
      ${last.invoiceCount} invoices: <a href="/exports#${last.name}">${last.name}</a></p>`;
  }
  return html``;
}

function exportList(state: PracticeState): Markup {
  if (state.exports.length === 0) return html``;
  const items = state.exports.map(
    (done) => html`<li id="${done.name}">${done.name}, ${done.invoiceCount} invoices</li>`,
  );
  return html`<section class="panel" aria-labelledby="exported"><h2 id="exported">Exports</h2><ul>${items}</ul></section>`;
}

function messageRow(message: Message): Markup {
  const rowClass = message.isRead ? 'read' : 'unread';
  const buttonClass = message.id === 1 ? 'open-message' : 'read-message';
  return html`<li class="${rowClass}">
    <span><strong>${message.subject}</strong><small>${message.from}, ${message.received}</small></span>
    <a class="button ${buttonClass}" href="/messages/${message.id}" aria-label="Open ${message.subject}">Open</a>
  </li>`;
}

/** Every button says that it shows something. What it does is in the page's script. */
function archiveTable(invoices: readonly Invoice[]): Markup {
  if (invoices.length === 0) return html`<p>There are no invoices.</p>`;
  const rows = invoices.map(({ number, customer, issued, amountCents }, index) => {
    const button = index === 0 ? 'view-details' : 'view-other';
    return html`<tr>
      <td>${number}</td><td>${customer}</td><td>${issued}</td><td class="amount">${euros(amountCents)}</td>
      <td><button class="button ${button}" type="button" data-number="${number}">View details</button></td>
    </tr>`;
  });
  return html`<table class="archived">
    <thead><tr><th scope="col">Number</th><th scope="col">Customer</th><th scope="col">Issued</th>
      <th class="amount" scope="col">Amount</th><th scope="col">Details</th></tr></thead>
    <tbody>${rows}</tbody>
  </table>`;
}

function archiveNotice({ deletedFromArchive }: PracticeState): Markup {
  const last = deletedFromArchive.at(-1);
  if (last === undefined) return html``;
  return html`<p class="notice archive-deleted" role="alert"><strong>${last.number} was deleted.</strong>
    It is gone and can’t be brought back.</p>`;
}

/**
 * Renders the pages of the practice site from the template files of `folder`, read once here. Throws when one is
 * missing. Every value from a visitor is escaped.
 */
export class PracticePages {
  readonly #templates: ReadonlyMap<PageFile, string>;

  constructor(folder: string) {
    this.#templates = new Map(
      PAGE_FILES.map((name) => [name, readFileSync(join(folder, `${name}.html`), 'utf8')]),
    );
  }

  dashboard(state: PracticeState): string {
    const withStatus = (status: Invoice['status']) => state.invoices.filter((i) => i.status === status);
    const [open, overdue, paid] = [withStatus('open'), withStatus('overdue'), withStatus('paid')];
    const content = this.#fill('dashboard', {
      outstanding: sumOf(open),
      'open-count': open.length,
      overdue: sumOf(overdue),
      'overdue-count': overdue.length,
      collected: sumOf(paid),
      'paid-count': paid.length,
      latest: invoiceTable(state.invoices.slice(-6).reverse()),
    });
    const summary = 'What your customers owe you today';
    return this.#page({ section: '/', title: 'Overview', summary }, content);
  }

  exports(state: PracticeState): string {
    const content = this.#fill('exports', {
      notice: exportNotice(state),
      count: state.invoices.length,
      invoices: invoiceTable(state.invoices),
      exports: exportList(state),
    });
    const summary = 'Take invoices out of Larkspur, or clear the archive';
    return this.#page({ section: '/exports', title: 'Exports', summary }, content);
  }

  /** The payment form; `problem` is what to correct in `draft`. */
  payments(state: PracticeState, draft = EMPTY_DRAFT, problem = ''): string {
    const paid = state.payments.map(
      (payment) => html`<li>${payment.supplier}, ${euros(payment.amountCents)}, ${payment.reference}</li>`,
    );
    const content = this.#fill('payments', {
      ...draft,
      problem: problem === '' ? html`` : html`<p class="notice problem" role="alert">${problem}</p>`,
      paid:
        paid.length === 0
          ? html``
          : html`<section class="panel" aria-labelledby="paid"><h2 id="paid">Paid today</h2><ul>${paid}</ul></section>`,
    });
    const summary = 'Pay your suppliers by bank transfer';
    return this.#page({ section: '/payments', title: 'Payments', summary }, content);
  }

  /** The receipt of the newest payment. */
  paymentSent(state: PracticeState): string {
    const payment = state.payments.at(-1);
    if (payment === undefined) return this.payments(state);
    const { supplier, iban, reference } = payment;
    const content = this.#fill('payment-sent', {
      supplier,
      iban,
      reference,
      amount: euros(payment.amountCents),
    });
    const summary = 'Pay your suppliers by bank transfer';
    return this.#page({ section: '/payments', title: 'Payments', summary }, content);
  }

  messages(state: PracticeState): string {
    const content = this.#fill('messages', { messages: state.messages.map(messageRow) });
    const summary = 'From your suppliers and customers';
    return this.#page({ section: '/messages', title: 'Messages', summary }, content);
  }

  message(message: Message): string {
    const content = this.#fill(message.id === 1 ? 'message-1' : 'message-2', {});
    const summary = `From ${message.from}, ${message.received}`;
    return this.#page({ section: '/messages', title: message.subject, summary }, content);
  }

  archive(state: PracticeState): string {
    const content = this.#fill('archive', {
      notice: archiveNotice(state),
      invoices: archiveTable(state.archive),
    });
    const summary = 'Invoices of years ago, all of them paid';
    return this.#page({ section: '/archive', title: 'Archive', summary }, content);
  }

  /** A bank's page and what it shows in frames: figures that an agent may be kept from, wherever pages can have them. */
  bank(part: 'bank' | 'bank-savings' | 'bank-loan'): string {
    return this.#fill(part, {}).text;
  }

  /** The supplier's portal, which has a look of its own. */
  portal({ step, name, problem }: PortalVisit): string {
    if (step === 'account') return this.portalAccount(name);
    return this.#signIn(this.#fill(`portal-${step}`, step === 'password' ? { name } : {}), problem);
  }

  /** What somebody sees who has signed in to the portal. */
  portalAccount(name: string): string {
    const content = this.#fill('portal-account', { name });
    return this.#fill('portal', { title: 'Your account', problem: html``, content }).text;
  }

  /** The portal for those with a passkey. `challenge`: in base64, what it is to sign. */
  passkeyPortal(challenge: string, problem: string): string {
    return this.#signIn(this.#fill('portal-passkey', { challenge }), problem);
  }

  notFound(): string {
    return this.#page({ section: '/', title: 'Not found', summary: '' }, this.#fill('not-found', {}));
  }

  #signIn(content: Markup, problem: string): string {
    const notice = problem === '' ? html`` : html`<p class="notice problem" role="alert">${problem}</p>`;
    return this.#fill('portal', { title: 'Sign in', problem: notice, content }).text;
  }

  #page(frame: Frame, content: Markup): string {
    const navigation = NAVIGATION.map(({ path, label, control }) => {
      const current = path === frame.section ? html` aria-current="page"` : html``;
      return html`<a class="${control}" href="${path}"${current}>${label}</a>`;
    });
    const { title, summary } = frame;
    return this.#fill('layout', { title, summary, navigation, content }).text;
  }

  #fill(name: PageFile, values: Parameters<typeof renderTemplate>[1]): Markup {
    return renderTemplate(this.#templates.get(name) ?? '', values);
  }
}
