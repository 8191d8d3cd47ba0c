import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Labels on every container we make. */
export const roleLabel = 'dev.waymark.role';
export const ownerLabel = 'dev.waymark.owner';
export const createdLabel = 'dev.waymark.created';

/** The labels of a container that is made now. @param role what it is for, e.g. `sandbox` */
export function containerLabels(role: string, owner: string): Record<string, string> {
  return { [roleLabel]: role, [ownerLabel]: owner, [createdLabel]: new Date().toISOString() };
}

/**
 * `<pid>@<host>@<start id>` of this process, so that what a killed orchestrator leaves behind can be told from what a
 * living one uses. On Linux the start id is `<boot>-<pid namespace>-<start time in ticks>`, elsewhere `-`.
 */
export function currentOwner(): string {
  return `${process.pid}@${hostname()}@${formatStart(process.pid) ?? '-'}`;
}

/**
 * Whether the owner of a container is surely gone. Every doubt (another host, a pid namespace we cannot see into,
 * a label we do not understand) is a no: a container of a living orchestrator must never be taken away.
 * @param isRunning whether the container itself still runs; one that does not outlived a restart of its host
 */
export function isOwnerGone(owner: string, isRunning: boolean): boolean {
  const [pidText, host, start] = owner.split('@');
  const pid = Number(pidText);
  if (!Number.isSafeInteger(pid) || pid <= 0 || host !== hostname() || start === undefined) return false;
  if (start === '-') return !isAlive(pid);
  const [boot, namespace] = start.split('-');
  const here = formatStart(process.pid);
  if (here === undefined) return false;
  // Another boot: this host before its restart, or another host of the same name. They look alike, but ours end with the boot.
  if (boot !== here.split('-')[0]) return !isRunning;
  if (namespace !== here.split('-')[1]) return false;
  return formatStart(pid) !== start;
}

function formatStart(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    const namespace = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0];
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc_pid_stat(5): the command (field 2) may hold spaces and brackets; state is field 3, start time field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isDead = fields[0] === 'Z' || fields[0] === 'X';
    return isDead ? undefined : `${boot}-${namespace}-${fields[19]}`;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
