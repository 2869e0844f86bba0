import type { Act } from '../../electron/engine/barrier/act';
import type { RequestFacts } from '../../electron/engine/sandbox/requests/request-rule';
import type { Change } from '../../shared/domain/change';
import { sampleTarget } from './sample-facts';

/** A deletion at the host of the sample target. */
export function sampleChange(changes: Partial<Change> = {}): Change {
  return {
    method: 'POST',
    host: 'app.example.com:443',
    url: 'https://app.example.com/invoices/3/delete',
    path: '/invoices/:id/delete',
    operation: null,
    category: 'deletion',
    level: 'high',
    isKnown: true,
    does: 'delete an invoice',
    why: 'Its path says that it deletes something.',
    fields: [],
    format: 'form',
    bytes: 7,
    isCut: false,
    files: [],
    ...changes,
  };
}

/** A click that somebody has agreed to as one that deletes something. */
export function sampleAct(changes: Partial<Act> = {}): Act {
  return {
    step: 1,
    action: { member: 'left_click', input: { coordinate: [10, 10] } },
    targets: [sampleTarget()],
    sentence: 'Click button “Save”.',
    agreed: { level: 'high', categories: ['deletion'] },
    signsInto: [],
    ...changes,
  };
}

export type SampleRequest = Partial<RequestFacts> & { readonly text?: string };

/** A request of a page, as the browser tells it. */
export function sampleRequest({ text = 'all=yes', ...changes }: SampleRequest = {}): RequestFacts {
  return {
    url: 'https://app.example.com/invoices/3/delete',
    method: 'POST',
    type: 'Fetch',
    isRedirect: false,
    frameId: 'f',
    headers: new Map([
      ['content-type', 'application/x-www-form-urlencoded'],
      ['origin', 'https://app.example.com'],
      ['referer', 'https://app.example.com/invoices?filter=secret'],
    ]),
    body: () => ({ bytes: Buffer.from(text), isStreamed: false }),
    networkId: 'n1',
    ...changes,
  };
}
