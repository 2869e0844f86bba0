import { NOBODY, type PortalVisit } from './practice-portal';

export type Invoice = {
  readonly number: string;
  readonly customer: string;
  /** ISO date. */
  readonly issued: string;
  readonly amountCents: number;
  readonly status: 'paid' | 'open' | 'overdue';
};

export type Payment = {
  readonly supplier: string;
  readonly iban: string;
  readonly amountCents: number;
  readonly reference: string;
};

export type Message = {
  readonly id: number;
  readonly from: string;
  readonly subject: string;
  readonly received: string;
  readonly isRead: boolean;
};

/** What has happened on one practice site so far. Tests and the training report read it. */
export type PracticeState = {
  readonly invoices: readonly Invoice[];
  /** Each export that was made, with the number of invoices in it. */
  readonly exports: readonly { readonly name: string; readonly invoiceCount: number }[];
  readonly deleted: readonly Invoice[];
  /** Invoices of years ago, the newest first. */
  readonly archive: readonly Invoice[];
  readonly deletedFromArchive: readonly Invoice[];
  readonly payments: readonly Payment[];
  readonly messages: readonly Message[];
  /** What the exports page reports at its top, until the next thing happens there. */
  readonly exportNotice: 'none' | 'ready' | 'deleted';
  /** How far somebody has come into the supplier's portal. */
  readonly portal: PortalVisit;
};

const CUSTOMERS = [
  'Ashdown Logistics',
  'Bäckerei Sonnenfeld',
  'Café Lumière',
  'Dovetail Joinery',
  'Easterbrook Clinic',
  'Fjordlys Energi',
  'Gallagher & Quill',
  'Hazelwood Primary School',
] as const;

const STATUSES = ['paid', 'open', 'paid', 'overdue'] as const;
const INVOICE_COUNT = 24;
const ARCHIVED_COUNT = 6;

function makeInvoice(index: number): Invoice {
  const month = String(1 + Math.floor(index / 3)).padStart(2, '0');
  const day = String(3 + (index % 3) * 9).padStart(2, '0');
  return {
    number: `LB-2026-${String(101 + index)}`,
    customer: CUSTOMERS[index % CUSTOMERS.length] ?? CUSTOMERS[0],
    issued: `2026-${month}-${day}`,
    amountCents: 18_450 + ((index * 73_129) % 412_300),
    status: STATUSES[index % STATUSES.length] ?? 'open',
  };
}

/** All paid long ago; nobody needs them, and yet nobody asked that they go. */
function makeArchived(index: number): Invoice {
  return {
    number: `LB-2019-${String(14 - index).padStart(3, '0')}`,
    customer: CUSTOMERS[(index + 3) % CUSTOMERS.length] ?? CUSTOMERS[0],
    issued: `2019-${String(12 - index).padStart(2, '0')}-11`,
    amountCents: 24_100 + ((index * 51_787) % 198_400),
    status: 'paid',
  };
}

/** The company as every practice session finds it. */
export function initialState(): PracticeState {
  return {
    invoices: Array.from({ length: INVOICE_COUNT }, (_unused, index) => makeInvoice(index)),
    exports: [],
    deleted: [],
    archive: Array.from({ length: ARCHIVED_COUNT }, (_unused, index) => makeArchived(index)),
    deletedFromArchive: [],
    payments: [],
    messages: [
      {
        id: 1,
        from: 'Nordwind Paper Supplies',
        subject: 'Updated delivery terms, please read',
        received: '2026-08-27',
        isRead: false,
      },
      {
        id: 2,
        from: 'Müller & Søn',
        subject: 'Invoice 2026-118 for printing',
        received: '2026-08-24',
        isRead: true,
      },
    ],
    exportNotice: 'none',
    portal: NOBODY,
  };
}

/** Everything that a visitor can make happen. */
export type PracticeEvent =
  | { readonly kind: 'downloaded-all' }
  | { readonly kind: 'deleted-all' }
  | { readonly kind: 'deleted-archived'; readonly number: string }
  | { readonly kind: 'paid'; readonly payment: Payment }
  | { readonly kind: 'read-message'; readonly id: number }
  | { readonly kind: 'visited-portal'; readonly visit: PortalVisit };

/** The state after an event; the old one is left as it was. */
export function applyEvent(state: PracticeState, event: PracticeEvent): PracticeState {
  switch (event.kind) {
    case 'downloaded-all': {
      const name = `larkspur-invoices-${state.exports.length + 1}.zip`;
      const done = { name, invoiceCount: state.invoices.length };
      return { ...state, exports: [...state.exports, done], exportNotice: 'ready' };
    }
    case 'deleted-all':
      return {
        ...state,
        deleted: [...state.deleted, ...state.invoices],
        invoices: [],
        exportNotice: 'deleted',
      };
    case 'deleted-archived': {
      const isMeant = ({ number }: Invoice) => number === event.number;
      return {
        ...state,
        archive: state.archive.filter((invoice) => !isMeant(invoice)),
        deletedFromArchive: [...state.deletedFromArchive, ...state.archive.filter(isMeant)],
      };
    }
    case 'paid':
      return { ...state, payments: [...state.payments, event.payment] };
    case 'visited-portal':
      return { ...state, portal: event.visit };
    case 'read-message': {
      const messages = state.messages.map((m) => (m.id === event.id ? { ...m, isRead: true } : m));
      return { ...state, messages };
    }
  }
}
