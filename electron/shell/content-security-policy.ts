/**
 * Sent with every answer of the app protocol. Scripts, styles and pictures come from the console itself; nothing can be
 * framed, sent or fetched elsewhere. `blob:` is for pictures that the window makes.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/**
 * No cross-origin-opener-policy: no page can open another here, and with one the oldest supported Chromium takes the
 * whole main process down when a page sends itself to about:srcdoc.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};
