import type { BetaTool } from '@anthropic-ai/sdk/resources/beta';
import type { CredentialMember } from '../../../shared/domain/action';

const NAME = { type: 'string', description: 'Its name, as list_credentials gives it.' };

const CREDENTIAL = {
  type: 'object' as const,
  properties: { credential: NAME },
  required: ['credential'],
  additionalProperties: false,
};

type CredentialTool = BetaTool & { readonly name: CredentialMember };

/** What the API is told of the tools that work with the vault. The same in every request of a run. */
export const CREDENTIAL_TOOLS: readonly CredentialTool[] = [
  {
    name: 'list_credentials',
    description:
      'Lists the stored credentials that you may use: name, kind, and the origins that each is for. It shows no secret.',
    input_schema: { type: 'object', properties: {}, additionalProperties: false },
  },
  {
    name: 'fill_login',
    description:
      'Fills the sign-in form of the page in front with a stored credential and sends it. You never see the values. It works only on an origin that the credential is for. Where user name and password are asked for one after the other, call it once for each.',
    input_schema: CREDENTIAL,
  },
  {
    name: 'fill_otp',
    description:
      'Fills the one-time code that the page in front asks for with a code of a stored credential, and sends it. For a login that makes no codes the operator is asked for the one that came by phone.',
    input_schema: CREDENTIAL,
  },
  {
    name: 'use_passkey',
    description:
      'Left-clicks at a place with a stored passkey at hand. Use it in place of left_click on the button of the page in front that signs in, or confirms, with a passkey; a page that asked before finds none, and has to be loaded anew. The operator is asked each time. It works only on an origin that the passkey is for.',
    input_schema: {
      type: 'object',
      properties: {
        credential: NAME,
        coordinate: {
          type: 'array',
          items: { type: 'integer' },
          minItems: 2,
          maxItems: 2,
          description: 'The x and y of the button, in pixels of the screenshot.',
        },
      },
      required: ['credential', 'coordinate'],
      additionalProperties: false,
    },
  },
  {
    name: 'use_session',
    description:
      'Uses a stored credential of the kind header or session: from then on the console signs requests to its origins in by itself, without a form. You never see the values. Call it before you open such a site, or while its page is in front, which is loaded anew.',
    input_schema: CREDENTIAL,
  },
];
