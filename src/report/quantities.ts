import type { LimitEvidence } from '../model/verdict.ts';

/** `850 ms`, `2.5 s`, `2 min 30 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) {
    return `${decimal(ms, ms < 10 ? 1 : 0)} ms`;
  }
  if (ms < 120_000) {
    return `${decimal(ms / 1000, 2)} s`;
  }
  const seconds = Math.round(ms / 1000);
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `512 bytes`, `16 KiB`, `256 MiB`, `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  if (bytes < 1024) {
    return `${decimal(bytes, 0)} ${bytes === 1 ? 'byte' : 'bytes'}`;
  }
  const power = Math.min(units.length, Math.floor(Math.log2(bytes) / 10));
  return `${decimal(bytes / 1024 ** power, 1)} ${units[power - 1]}`;
}

/** `90 %`, rounded down: 100 % means all of it. */
export function formatFraction(fraction: number): string {
  return `${Math.floor(fraction * 100 + 1e-9)} %`;
}

/** `7`, `6.5`, `0.333`: points as people write them. */
export function formatPoints(points: number): string {
  return decimal(points, 3);
}

/** A value of a limit in the unit its name ends in; a plain count otherwise. */
export function formatLimit(limit: string, value: number): string {
  if (limit.endsWith('Ms')) {
    return formatDuration(value);
  }
  return limit.endsWith('Bytes') ? formatBytes(value) : decimal(value, 2);
}

/** `limit 10 s, measured 10.02 s`; without the second half where nothing was measured. */
export function formatEvidence(evidence: LimitEvidence): string {
  const ceiling = `limit ${formatLimit(evidence.limit, evidence.ceiling)}`;
  return evidence.measured === undefined ? ceiling : `${ceiling}, measured ${formatLimit(evidence.limit, evidence.measured)}`;
}

function decimal(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
