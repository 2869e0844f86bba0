/**
 * The solid fill of every control and notice that the scripted agent looks for. The practice site writes them into
 * its style sheet and the agent searches screenshots for them, so each is used exactly once. Fields, navigation
 * links, the archive's and the portal's buttons differ from each other by a shade that nobody sees.
 */
export const PRACTICE_COLOURS = {
  'nav-dashboard': '#123250',
  'nav-exports': '#123350',
  'nav-payments': '#123450',
  'nav-messages': '#123550',
  'nav-archive': '#123650',
  'download-all': '#1f6feb',
  'delete-all': '#b42318',
  'export-ready': '#e3f6ec',
  'all-deleted': '#fde8e6',
  'field-supplier': '#f5f8fe',
  'field-iban': '#f5f9fe',
  'field-amount': '#f5f8fd',
  'field-reference': '#f5f9fd',
  'pay-now': '#0b7a4b',
  'payment-sent': '#e2f6eb',
  'open-message': '#3a5678',
  'message-note': '#fff8e3',
  'note-link': '#5b4bc4',
  'view-details': '#33618a',
  'archive-deleted': '#fde8e5',
  'archive-unchanged': '#e8eef7',
  'portal-next': '#7a3e9d',
  'portal-passkey': '#7a3e9e',
  'portal-balance': '#e4f4ec',
} as const;

export type PracticeControl = keyof typeof PRACTICE_COLOURS;

/** One rule for each control: the class of its name gets its fill, on the sidebar as on a button or a field. */
export function colourStyleSheet(): string {
  return Object.entries(PRACTICE_COLOURS)
    .map(([name, colour]) => `.${name} {\n  background-color: ${colour};\n}\n`)
    .join('\n');
}
