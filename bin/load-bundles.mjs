// What they read of their environment as they are loaded is in bundle-environment.json; its values lead nowhere.
// Loads each deployed bundle once in the Node that runs this, as the gate does under the deployed runtime's version.
import { readdirSync } from 'node:fs';
import environment from './bundle-environment.json' with { type: 'json' };

Object.assign(process.env, environment);
const folder = new URL('../dist/lambdas/', import.meta.url);
const names = readdirSync(folder);
for (const name of names) {
  const { handler } = await import(new URL(`${name}/index.mjs`, folder).href);
  if (typeof handler !== 'function') throw new Error(`${name} exports no handler`);
}
console.log(`${names.length} bundles load under Node ${process.version}`);
