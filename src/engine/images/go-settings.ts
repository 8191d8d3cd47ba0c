import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { HostSettings } from './host-settings.ts';

/**
 * Settings that say where modules come from and which of them are held against the checksum database. GOFLAGS is not one of them:
 * it would change what is built.
 */
const settings = ['GOPROXY', 'GONOPROXY', 'GOPRIVATE', 'GOSUMDB', 'GONOSUMDB', 'GOINSECURE'];

/**
 * The host's Go settings as the text of a file that GOENV can name, `''` where it has none of its own. A variable beats the file
 * that `go env -w` writes; Go itself need not be installed. Folders of this host (file: in GOPROXY) are left out: a build cannot
 * see them.
 */
export async function readGoSettings({ env, platform, homedir }: HostSettings): Promise<string> {
  const configFolder =
    platform === 'win32'
      ? (env['AppData'] ?? env['APPDATA'] ?? homedir)
      : platform === 'darwin'
        ? join(homedir, 'Library', 'Application Support')
        : env['XDG_CONFIG_HOME'] || join(homedir, '.config');
  const file = env['GOENV'] || join(configFolder, 'go', 'env');
  const found = parseGoEnv(file === 'off' ? '' : await readFile(file, 'utf8').catch(() => ''));
  const lines = settings.flatMap((name) => {
    const value = env[name] || found.get(name) || '';
    const usable = name === 'GOPROXY' ? withoutFolders(value) : value;
    return usable === '' ? [] : [`${name}=${usable}\n`];
  });
  return lines.join('');
}

/** `NAME=value` lines, as Go reads them: no quotes, no comments after a value. */
function parseGoEnv(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/).flatMap((line) => {
    const [, name, value] = /^\s*([A-Z]\w*)=(.*?)\s*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return new Map(lines);
}

/** Proxies stand in a list, with a comma or a bar after each that says when the next is tried. */
function withoutFolders(proxies: string): string {
  const entries = proxies.match(/[^,|]+[,|]?/g) ?? [];
  return entries
    .filter((entry) => !/^\s*file:/.test(entry))
    .join('')
    .replace(/[,|]$/, '');
}
