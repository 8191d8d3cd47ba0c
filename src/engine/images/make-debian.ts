import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BaseImageError } from '../engine-errors.ts';
import type { EngineImages } from '../engine-images.ts';
import type { HostSettings } from './host-settings.ts';
import { imageLabel } from './image-label.ts';
import { release, trixieSources } from './package-sources.ts';
import { makeTempFolder } from './temp-folder.ts';

const tag = `waymark/debian:${release}`;
const apt = '/etc/apt';
const logTailLines = 15;
const otherWays = `make "debian:${release}-slim" available to the engine (a registry, or "docker load")`;

/** What no program in a container reads. Licences stay. */
const leftOut = ['/usr/share/man/*', '/usr/share/info/*', '/usr/share/locale/*', '/usr/share/lintian/*', '/usr/share/doc/*'];

export interface MakeDebianOptions {
  readonly engine: EngineImages;
  readonly host: HostSettings;
  readonly tempFolder: string;
  readonly onLog: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Makes a small Debian with mmdebstrap, from the archives the host itself uses, and imports it.
 * @param registryFault why we did not get one from a registry
 * @throws {BaseImageError}
 */
export async function makeDebian(options: MakeDebianOptions, registryFault: unknown): Promise<string> {
  const { engine, onLog, signal, tempFolder } = options;
  const sources = await readSources(registryFault);
  await using folder = await makeTempFolder(tempFolder, 'waymark-debian-');
  const tar = join(folder.path, 'root.tar');
  onLog(`making Debian ${release} from the package sources of this host`);
  await runMmdebstrap(tar, sources, options);
  onLog('importing it');
  await engine.importTar(tar, { tag, changes: [`LABEL ${imageLabel}=debian`], ...(signal === undefined ? {} : { signal }) });
  return tag;
}

async function readSources(registryFault: unknown): Promise<readonly string[]> {
  const system = /^ID=(.*)$/m.exec(await readFile('/etc/os-release', 'utf8').catch(() => ''))?.[1]?.replaceAll('"', '');
  if (system !== 'debian') {
    throw new BaseImageError(
      `No registry answers, and only a Debian host can make a base image by itself; this is ${system ?? 'something else'}.`,
      {
        cause: registryFault,
        next: `To go on, ${otherWays}.`,
      },
    );
  }
  const names = (await readdir(join(apt, 'sources.list.d')).catch(() => [])).filter((name) => /\.(list|sources)$/.test(name));
  const paths = [join(apt, 'sources.list'), ...names.map((name) => join(apt, 'sources.list.d', name))];
  const files = await Promise.all(paths.map(async (name) => ({ name, text: await readFile(name, 'utf8').catch(() => '') })));
  const sources = trixieSources(files);
  if (sources.length > 0) return sources;
  throw new BaseImageError('No registry answers, and no package source of this host is a Debian archive.', {
    cause: registryFault,
    next: `Add a Debian mirror to ${apt}/sources.list, or ${otherWays}.`,
  });
}

async function runMmdebstrap(tar: string, sources: readonly string[], { host, onLog, signal }: MakeDebianOptions): Promise<void> {
  const excludes = [...leftOut.map((path) => `path-exclude=${path}`), 'path-include=/usr/share/doc/*/copyright'];
  const args = [
    '--variant=apt',
    '--include=ca-certificates,libnss-myhostname,python3',
    ...excludes.map((option) => `--dpkgopt=${option}`),
    // Otherwise this host's name server and name would be in the image.
    '--customize-hook=rm -f "$1"/etc/resolv.conf "$1"/etc/hostname',
    release,
    tar,
    '-',
  ];
  // Loaded here: most commands make no image.
  const { execa, ExecaError } = await import('execa');
  const log: string[] = [];
  const env = { ...(await aptProxies(host.env)), ...host.env, PATH: `${host.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
  try {
    const run = execa('mmdebstrap', args, {
      input: `${sources.join('\n')}\n`,
      env,
      extendEnv: false,
      all: true,
      buffer: false,
      ...(signal === undefined ? {} : { cancelSignal: signal }),
    });
    for await (const line of run.iterable({ from: 'all' })) {
      if (log.push(line) > logTailLines) log.shift();
      onLog(line);
    }
    await run;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ExecaError && error.code === 'ENOENT') {
      throw new BaseImageError('No registry answers, and mmdebstrap, which makes a base image without one, is not installed.', {
        cause: error,
        next: `Run "npm start" as root, which installs it on Debian, or ${otherWays}.`,
      });
    }
    throw new BaseImageError(`The base image could not be made from the package sources of this host:\n${log.join('\n')}`, {
      cause: error,
      next: `Check that "apt-get update" works on this host, or ${otherWays}.`,
    });
  }
}

/** mmdebstrap runs apt with a configuration of its own, so a proxy set for apt on this host has to come as a variable. */
async function aptProxies(env: Readonly<Record<string, string | undefined>>): Promise<Record<string, string>> {
  const { execa } = await import('execa');
  const { stdout } = await execa(
    'apt-config',
    ['shell', 'http_proxy', 'Acquire::http::Proxy', 'https_proxy', 'Acquire::https::Proxy'],
    {
      reject: false,
      env,
      extendEnv: false,
    },
  );
  const pairs = [...(stdout ?? '').matchAll(/^(\w+)='([^']+)'$/gm)];
  return Object.fromEntries(
    pairs.flatMap(([, name, value]) => (name === undefined || value === undefined || value === 'DIRECT' ? [] : [[name, value]])),
  );
}
