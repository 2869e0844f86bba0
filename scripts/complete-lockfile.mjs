import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLockfile } from './lib/lockfile.mjs';
import { root } from './lib/paths.mjs';

// After "npm install" against a registry that does not serve every platform: run "node scripts/complete-lockfile.mjs".
const file = join(root, 'package-lock.json');
const { lock, added } = completeLockfile(JSON.parse(readFileSync(file, 'utf8')));
if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? 'package-lock.json is complete' : `added ${added.join(', ')}`);
