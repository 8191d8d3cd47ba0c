import { type Change, readObject } from './settings-file.ts';

/** A schema and the files it is for. */
export interface SchemaPlace {
  /** `exercise` of exercise.json. */
  readonly name: string;
  /** Path or address of the schema, as an editor takes it. */
  readonly url: string;
}

/** What `.vscode/settings.json` is to say of JSON files: an entry for each schema of ours, after those of others. */
export function vscodeChanges(text: string, schemas: readonly SchemaPlace[], file: string): readonly Change[] {
  const listed = readObject(text, file)['json.schemas'];
  const others = (Array.isArray(listed) ? listed : []).filter((entry: unknown) => !isOfWaymark(entry, schemas));
  const ours = schemas.map(({ name, url }) => ({
    // What a suite brings as data may be called so as well.
    fileMatch: [`${name}.json`, '!**/hidden/**'],
    url,
  }));
  return [{ path: ['json.schemas'], value: [...others, ...ours] }];
}

/** Wherever Waymark lay when it was written. */
function isOfWaymark(entry: unknown, schemas: readonly SchemaPlace[]): boolean {
  const url = typeof entry === 'object' && entry !== null && 'url' in entry ? entry.url : undefined;
  return typeof url === 'string' && schemas.some(({ name }) => url.endsWith(`/schemas/${name}.schema.json`));
}
