// Stands in for Electron's default application, which a packaged build does not have: starts the application whose
// folder is the first argument. Copied into the runtime from the npm registry as resources/app/main.cjs.
const { app } = require('electron');
const Module = require('node:module');
const { readFileSync } = require('node:fs');
const path = require('node:path');

const argument = process.argv.slice(1).find((value) => !value.startsWith('-'));
if (!argument) {
  process.stderr.write('electron: name the folder of an application\n');
  app.exit(64);
} else {
  const folder = path.resolve(argument);
  const description = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  app.setName(description.productName ?? description.name);
  app.setVersion(description.version);
  app.setAppPath(folder);
  Module._load(path.join(folder, description.main), Module, true);
}
