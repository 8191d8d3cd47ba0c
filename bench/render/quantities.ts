/** Numbers as tables show them, and a dash for what was not measured: three digits, because no more of them repeat. */
const missing = '–';

export function milliseconds(value: number | undefined): string {
  if (value === undefined) return missing;
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(3);
}

export function factor(value: number | undefined): string {
  return value === undefined ? missing : value.toFixed(2);
}

export function perSecond(value: number | undefined): string {
  return value === undefined ? missing : value.toFixed(value >= 100 ? 0 : 2);
}

export function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? missing : (bytes / 1024 ** 2).toFixed(0);
}

export function seconds(value: number | undefined): string {
  return value === undefined ? missing : value.toFixed(3);
}
