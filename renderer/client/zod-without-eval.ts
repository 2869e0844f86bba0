import { z } from 'zod';

// zod compiles parsers with `new Function` when it can. The document's CSP forbids that, and even the probe is reported as a violation.
// Import this before any schema.
z.config({ jitless: true });
