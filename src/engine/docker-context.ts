import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineAddress, EngineTls } from './engine-address.ts';
import { parseEngineHost } from './parse-engine-host.ts';

/**
 * The engine that the `docker` command would talk to by its context, or `undefined` where there is none (no
 * configuration, the context `default`, one for something else than Docker).
 * @param name from DOCKER_CONTEXT; without it, `currentContext` of config.json counts.
 * @throws {Error} when the context is named but cannot be read or leads to something we cannot speak to.
 */
export async function readDockerContext(configFolder: string, name: string | undefined): Promise<EngineAddress | undefined> {
  const context = name ?? (await readCurrentContext(configFolder));
  if (context === undefined || context === 'default') return undefined;
  // Docker files contexts under the hash of their name.
  const id = createHash('sha256').update(context).digest('hex');
  const endpoint = field(field(await readJson(join(configFolder, 'contexts', 'meta', id, 'meta.json')), 'Endpoints'), 'docker');
  const host = field(endpoint, 'Host');
  if (typeof host !== 'string') throw new Error(`Docker context "${context}" does not exist or names no engine.`);
  const tls = await readTls(join(configFolder, 'contexts', 'tls', id, 'docker'), field(endpoint, 'SkipTLSVerify') !== true);
  return parseEngineHost(host, { source: `Docker context "${context}"`, ...(tls === undefined ? {} : { tls }) });
}

/** Certificates from a folder as Docker lays it out; `undefined` where there are none. */
export async function readTls(folder: string, verify: boolean): Promise<EngineTls | undefined> {
  const [ca, cert, key] = await Promise.all(['ca.pem', 'cert.pem', 'key.pem'].map((file) => readText(join(folder, file))));
  if (ca === undefined && cert === undefined) return undefined;
  return {
    verify,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

async function readCurrentContext(configFolder: string): Promise<string | undefined> {
  const current = field(await readJson(join(configFolder, 'config.json')), 'currentContext');
  return typeof current === 'string' && current !== '' ? current : undefined;
}

async function readJson(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
}
