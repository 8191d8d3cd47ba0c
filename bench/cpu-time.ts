import { readFileSync } from 'node:fs';

/** Ticks of proc_stat(5) in a second: a constant of the kernel's interface on every machine Node runs on. */
const ticksPerSecond = 100;

/** CPU time that the whole machine has spent on anything, in seconds; undefined where there is no /proc. */
export function machineCpuSeconds(): number | undefined {
  try {
    return parseCpuSeconds(readFileSync('/proc/stat', 'utf8'));
  } catch {
    return undefined;
  }
}

/** The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq. Idle and iowait are no work. */
export function parseCpuSeconds(stat: string): number | undefined {
  const [user, nice, system, , , irq, softirq] = /^cpu +(.*)$/m.exec(stat)?.[1]?.split(' ').map(Number) ?? [];
  const parts = [user, nice, system, irq, softirq].filter((part) => part !== undefined && Number.isFinite(part));
  return parts.length === 5 ? parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) / ticksPerSecond : undefined;
}

/** Peak of this process's memory in bytes. Not `maxRSS` on Linux: that remembers what the parent had. */
export function peakMemoryBytes(): number {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kibibytes !== undefined) return Number(kibibytes) * 1024;
  } catch {
    // No /proc.
  }
  return process.resourceUsage().maxRSS * 1024;
}
