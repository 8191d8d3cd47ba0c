import { createHash } from 'node:crypto';

/**
 * JSON with sorted keys (by UTF-16 code unit) and no white space: equal data gives equal text, whatever order it was built in.
 * Members that are undefined are left out, as `JSON.stringify` does. For data of ours only: it recurses.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (isRecord(member) ? sorted(member) : member));
}

/** `sha256:<hex>` over {@link canonicalJson}. */
export function canonicalDigest(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex')}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  // fromEntries defines properties, so a key named `__proto__` stays a plain key.
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
