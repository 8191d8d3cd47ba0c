import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import type { EngineAddress } from '../../../src/engine/engine-address.ts';
import { engineRequest } from '../../../src/engine/engine-request.ts';
import { pingEngine } from '../../../src/engine/ping-engine.ts';
import { engineHere } from '../engine/probe-engine.ts';

/*
 * A Docker engine of a test's own, to be killed, starved and filled up while others use the one of the machine. Its data lie in a file
 * system in memory, its mounts in a mount namespace that ends with its last process, its containers in a control group of their own, by
 * which all of them are found again. Its folder's name is in the command line of every process that belongs to it.
 */

export interface OwnEngineOptions {
  /** Size of the file system its data lie in. Default 1 GiB. */
  readonly dataBytes?: number;
  /** Added to its configuration file. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Root of its containers is the first of the 65536 ids from here on, and nobody outside. Default: it is root. */
  readonly remapTo?: number;
}

export interface OwnEngine extends AsyncDisposable {
  readonly address: EngineAddress;
  /** As DOCKER_HOST has it. */
  readonly host: string;
  readonly docker: Docker;
  /** Where its data lie; alone in a file system. */
  readonly dataFolder: string;
  /** Its containers' control group, in each hierarchy that has this controller or, by default, any. */
  cgroups(controller?: string): readonly string[];
  /** Copies images from the engine of the machine. */
  take(references: readonly string[]): Promise<void>;
  /** Ends it in order with SIGTERM, or without any with SIGKILL. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
}

/** Why there can be no engine of a test's own here; undefined where there can. */
export const whyNoOwnEngine: string | undefined = findObstacle();

function findObstacle(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux can start an engine of its own';
  if (engineHere === undefined) return 'no container engine to take the images from';
  const missing = ['dockerd', 'unshare', 'setpriv'].filter((name) => programHere(name) === undefined);
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  try {
    execFileSync('unshare', ['--mount', '--net', 'true'], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `mounts and a network of its own are not allowed here: ${error instanceof Error ? error.message : error}`;
  }
}

/** For titles. */
export function skippedBecause(reason: string | undefined): string {
  return reason === undefined ? '' : ` (skipped: ${reason})`;
}

/** Where a program of administrators lies; root's PATH does not always have their folders. */
export function programHere(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Starts one and waits until it answers. @throws with the end of its log when it does not. */
export async function startOwnEngine(options: OwnEngineOptions = {}): Promise<OwnEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-engine-'));
  const engine = new DockerdOfOurs(folder, options);
  try {
    await engine.prepare();
    await engine.start();
    return engine;
  } catch (error) {
    await engine[Symbol.asyncDispose]();
    throw error;
  }
}

class DockerdOfOurs implements OwnEngine {
  readonly address: EngineAddress;
  readonly host: string;
  readonly docker: Docker;
  readonly dataFolder: string;
  readonly #folder: string;
  readonly #options: OwnEngineOptions;
  #daemon: ChildProcess | undefined;

  constructor(folder: string, options: OwnEngineOptions) {
    this.#folder = folder;
    this.#options = options;
    const socketPath = join(folder, 'engine.sock');
    this.dataFolder = join(folder, 'data');
    this.host = `unix://${socketPath}`;
    this.docker = new Docker({ socketPath });
    this.address = { kind: 'socket', path: socketPath, source: 'test' };
  }

  async prepare(): Promise<void> {
    const { dataBytes = 1024 ** 3, config = {}, remapTo } = this.#options;
    // Root of remapped containers has to get there.
    await chmod(this.#folder, 0o711);
    await mkdir(this.dataFolder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${dataBytes},mode=0711`, 'waymark-faults', this.dataFolder]);
    const ids = remapTo === undefined ? {} : { 'userns-remap': remappedUser };
    await writeFile(join(this.#folder, 'daemon.json'), JSON.stringify({ bridge: 'none', iptables: false, ...ids, ...config }));
    await writeFile(join(this.#folder, 'ids'), remapTo === undefined ? '' : `${remappedUser}:${remapTo}:65536\n`);
  }

  async start(): Promise<void> {
    const daemon = this.#spawn();
    this.#daemon = daemon;
    const giveUpAt = performance.now() + 60_000;
    while ((await pingEngine(this.address, { timeoutMs: 1000 })) !== undefined) {
      if (daemon.exitCode !== null || performance.now() > giveUpAt) {
        const log = await readFile(join(this.#folder, 'log'), 'utf8');
        throw new Error(`The engine does not come up:\n${log.trim().split('\n').slice(-5).join('\n')}`);
      }
      await sleep(100);
    }
  }

  #spawn(): ChildProcess {
    const inFolder = (name: string): string => join(this.#folder, name);
    const log = openSync(inFolder('log'), 'a');
    const dockerd = [
      programHere('dockerd') ?? 'dockerd',
      ...['--config-file', inFolder('daemon.json'), '--data-root', this.dataFolder, '--exec-root', inFolder('exec')],
      ...['--pidfile', inFolder('pid'), '--host', this.host, '--exec-opt', 'native.cgroupdriver=cgroupfs'],
      ...['--cgroup-parent', `/${basename(this.#folder)}`],
    ];
    // Whoever may use which ids is read from these two files, and this machine's are not ours to change.
    const script = 'if [ -s "$0" ]; then mount --bind "$0" /etc/subuid && mount --bind "$0" /etc/subgid || exit 1; fi; exec "$@"';
    // An engine without a bridge removes docker0, which is the other engine's, unless it has a network of its own.
    const apart = ['setpriv', '--pdeathsig', 'KILL', 'unshare', '--mount', '--net', 'sh', '-c', script, inFolder('ids')];
    const [program = '', ...rest] = [...apart, ...dockerd];
    return spawn(program, rest, { stdio: ['ignore', log, log] });
  }

  async take(references: readonly string[]): Promise<void> {
    if (engineHere === undefined) throw new Error('There is no engine to take images from.');
    const query = references.map((reference) => `names=${encodeURIComponent(reference)}`).join('&');
    const request = engineRequest(engineHere, { path: `/images/get?${query}`, agent: false });
    request.end();
    const [images]: [IncomingMessage] = await once(request, 'response').then(([response]) => [response]);
    const answer = await this.docker.loadImage(images, { quiet: true });
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    if (images.statusCode !== 200 || /"error"/.test(text)) throw new Error(`The images could not be taken over: ${text}`);
  }

  cgroups(controller?: string): readonly string[] {
    const root = '/sys/fs/cgroup';
    // Version 2 has one hierarchy for all controllers, version 1 a folder for each.
    const hierarchies = [root, ...(controller === undefined ? readdirSync(root) : [controller]).map((name) => join(root, name))];
    return hierarchies.map((hierarchy) => join(hierarchy, basename(this.#folder))).filter((path) => existsSync(path));
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const daemon = this.#daemon;
    if (daemon === undefined || daemon.exitCode !== null || daemon.signalCode !== null) return;
    daemon.kill(signal);
    await once(daemon, 'exit');
    await rm(join(this.#folder, 'pid'), { force: true });
    // Its containerd dies of that too, a moment later; a new dockerd would take the dying one for its own, and wait for it in vain.
    const containerd = readIfThere(join(this.#folder, 'exec', 'containerd', 'containerd.pid'));
    while (containerd !== '' && existsSync(`/proc/${containerd}`)) await sleep(20);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('SIGKILL');
    const giveUpAt = performance.now() + 30_000;
    for (let left = this.#processes(); left.length > 0; left = this.#processes()) {
      if (performance.now() > giveUpAt) throw new Error(`Processes of the engine are left: ${left.join(', ')}`);
      for (const pid of left) killIfThere(pid);
      await sleep(50);
    }
    for (const group of this.cgroups()) await removeGroup(group);
    execFileSync('sh', ['-c', 'while mountpoint -q "$0"; do umount "$0" || umount -l "$0" || exit 1; done', this.dataFolder]);
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Those of the engine itself, known by its folder, and those in its containers, known by their control group. */
  #processes(): readonly number[] {
    const mark = `${this.#folder}/`;
    const ofEngine = readdirSync('/proc').filter(
      (name) => /^\d+$/.test(name) && readIfThere(`/proc/${name}/cmdline`).includes(mark),
    );
    const inContainers = this.cgroups().flatMap(groupProcesses);
    return [...new Set([...ofEngine.map(Number), ...inContainers])];
  }
}

/** A user whose group has the same name, as the engine wants it. Nothing is done as this user. */
const remappedUser = 'daemon';

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended since it was listed.
  }
}

function groupProcesses(group: string): readonly number[] {
  const own = readIfThere(join(group, 'cgroup.procs')).split('\n').filter(Boolean).map(Number);
  return [...own, ...subGroups(group).flatMap(groupProcesses)];
}

function subGroups(group: string): readonly string[] {
  return readdirSync(group, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(group, name));
}

async function removeGroup(group: string): Promise<void> {
  for (const one of subGroups(group)) await removeGroup(one);
  await rmdir(group);
}
