import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

/** CycloneDX's own schemas, which its library brings along: the document's, and two that it refers to. */
const folder = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res',
  'schema',
);
const base = 'http://cyclonedx.org/schema';

// Links and addresses in any script are formats that ajv does not know.
const ajv = new Ajv({ strict: false, allErrors: true, formats: { 'iri-reference': /^\S*$/u, 'idn-email': true } });
addFormats.default(ajv);
for (const file of ['spdx.SNAPSHOT.schema.json', 'jsf-0.82.SNAPSHOT.schema.json', 'bom-1.6.SNAPSHOT.schema.json']) {
  ajv.addSchema(JSON.parse(await readFile(join(folder, file), 'utf8')), `${base}/${file}`);
}
const isBom = ajv.getSchema(`${base}/bom-1.6.SNAPSHOT.schema.json`);

/** What CycloneDX's schema of version 1.6 has against a document. */
export function sbomFaults(text: string): readonly string[] {
  if (isBom === undefined) throw new Error('There is no schema.');
  isBom(JSON.parse(text));
  return (isBom.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
}
