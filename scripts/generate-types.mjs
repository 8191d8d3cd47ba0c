/**
 * Writes src/schema/generated/ from schemas/*.schema.json: one file of types for each schema, and `schemas.ts`, which
 * says which type belongs to which schema. `--check` writes nothing and exits 1 where the files differ.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';

const schemasFolder = new URL('../schemas/', import.meta.url);
const typesFolder = new URL('../src/schema/generated/', import.meta.url);
const ending = '.schema.json';
const banner = '// Written by scripts/generate-types.mjs from schemas/; change the schema and run it again.';

const wanted = await generate();
const drifted = await compare(wanted);
if (process.argv.includes('--check')) {
  for (const file of drifted)
    console.error(`src/schema/generated/${file} does not fit schemas/. Run "node scripts/generate-types.mjs".`);
  process.exitCode = drifted.length === 0 ? 0 : 1;
} else {
  await mkdir(typesFolder, { recursive: true });
  for (const file of drifted) {
    const content = wanted.get(file);
    if (content === undefined) await rm(new URL(file, typesFolder));
    else await writeFile(new URL(file, typesFolder), content);
  }
  console.error(drifted.length === 0 ? 'The types fit the schemas.' : `Wrote ${drifted.join(', ')}.`);
}

/** @returns {Promise<Map<string, string>>} content by file name */
async function generate() {
  const names = (await readdir(schemasFolder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
  const files = new Map();
  const types = [];
  for (const name of names) {
    const { $id, title, ...schema } = JSON.parse(await readFile(new URL(name + ending, schemasFolder), 'utf8'));
    const type = title.replace(/(?:^| )(\w)/g, (/** @type {string} */ _match, /** @type {string} */ letter) =>
      letter.toUpperCase(),
    );
    types.push({ name, type });
    files.set(`${name}.ts`, await typesOf(schema, type));
  }
  const imports = types.map(({ name, type }) => `import type { ${type} } from './${name}.ts';`);
  const members = types.map(({ name, type }) => `  readonly ${/^\w+$/.test(name) ? name : `'${name}'`}: ${type};`);
  const doc = '/** The type behind each schema, by the name of its file. */';
  files.set('schemas.ts', [banner, ...imports, '', doc, 'export interface SchemaTypes {', ...members, '}', ''].join('\n'));
  return files;
}

/**
 * @param {import('json-schema-to-typescript').JSONSchema} schema
 * @param {string} type
 */
async function typesOf(schema, type) {
  return await compile(schema, type, {
    bannerComment: banner,
    additionalProperties: false,
    // Otherwise a list of at most twenty becomes a union of twenty-one tuples; ajv is who counts.
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: false,
    style: { singleQuote: true, printWidth: 130, semi: true, trailingComma: 'all' },
  });
}

/** @param {Map<string, string>} files */
async function compare(files) {
  const present = await readdir(typesFolder).catch(() => []);
  const drifted = [];
  for (const name of new Set([...files.keys(), ...present])) {
    const content = await readFile(new URL(name, typesFolder), 'utf8').catch(() => undefined);
    if (content !== files.get(name)) drifted.push(name);
  }
  return drifted.sort();
}
