/**
 * Why nothing is filled: all that is ever said of it. The model reads these and so does the operator; no word of a page
 * is in them. They go on from “Nothing was filled: ”.
 */
export const REFUSALS = {
  'no-page': 'no page is in front',
  'dialog-open': 'a message of the page is in front of it',
  unasked: 'the page could not be asked',
  'other-origin': 'the page in front is not of an origin that the entry is bound to',
  'not-secure': 'the page did not come over a connection that is proved to be the site’s',
  'no-form': 'there is no form to sign in with',
  'no-code': 'there is no field for a one-time code',
  'signs-up': 'the form makes a new account',
  'changes-password': 'the form sets a new password',
  searches: 'the form searches',
  subscribes: 'the form asks for news to be sent',
  'asks-for-more': 'the form asks for more than a user name and a password',
  'password-as-text': 'the field for the password shows what is typed',
  'rich-text': 'what looks like a field is a text that can be edited',
  'goes-elsewhere': 'the form goes to another origin',
  'in-address': 'the form would put the password into an address',
  'not-visible': 'the fields can’t be seen, or something lies over them',
  'not-editable': 'a field takes no input now',
  'two-forms': 'there are several forms to sign in with, and which is meant can’t be told',
  'too-much': 'the page has too much in it to be read',
  'frame-hidden': 'the frame with the form can’t be seen, or something lies over it',
  changed: 'the form is no longer what it was',
  'no-value': 'the form asks for what the entry does not have',
  'too-long': 'a value is longer than its field takes',
  stopped: 'it was stopped before anything was filled',
} as const;

export type Refusal = keyof typeof REFUSALS;

/** The nearest to what was looked for comes first: of several reasons the page gives, the first one is said. */
const BY_WEIGHT: readonly Refusal[] = [
  'two-forms',
  'changes-password',
  'signs-up',
  'goes-elsewhere',
  'in-address',
  'password-as-text',
  'frame-hidden',
  'not-visible',
  'not-editable',
  'asks-for-more',
  'rich-text',
  'subscribes',
  'searches',
  'too-much',
];

export function weightiest(reasons: readonly Refusal[], otherwise: Refusal): Refusal {
  return BY_WEIGHT.find((reason) => reasons.includes(reason)) ?? otherwise;
}
