export interface PurlParts {
  readonly type: string;
  /** May hold slashes. */
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  readonly qualifiers?: Readonly<Record<string, string | undefined>>;
}

/**
 * A package URL: what vulnerability databases know a package by. Empty qualifiers are left out.
 * https://github.com/package-url/purl-spec
 */
export function purl({ type, namespace, name, version, qualifiers = {} }: PurlParts): string {
  const path = [...(namespace?.split('/') ?? []), name].filter((part) => part !== '').map(encode);
  const query = Object.entries(qualifiers)
    .flatMap(([key, value]) => (value === undefined || value === '' ? [] : [`${key}=${encode(value)}`]))
    .sort();
  return [
    `pkg:${type}/${path.join('/')}`,
    version === undefined || version === '' ? '' : `@${encode(version)}`,
    query.length === 0 ? '' : `?${query.join('&')}`,
  ].join('');
}

/** Everything but letters, digits and `.-_~:`. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');
}
