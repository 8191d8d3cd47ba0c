import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { HostSettings } from './host-settings.ts';

/** Settings that say where packages come from, as pip.conf names them; the variable is `PIP_` and the name in capitals. */
const settings = ['index-url', 'extra-index-url', 'trusted-host', 'find-links'];

/**
 * The host's package index as the text of a pip.conf, `''` where it has none of its own. A variable beats the user's file,
 * that one the system's. Folders of this host (find-links) are left out: a build cannot see them.
 */
export async function readPipSettings({ env, platform, homedir }: HostSettings): Promise<string> {
  const configFolder = env['XDG_CONFIG_HOME'] || join(homedir, '.config');
  const files = [
    '/etc/pip.conf',
    ...(platform === 'win32' ? [join(env['APPDATA'] ?? homedir, 'pip', 'pip.ini')] : []),
    ...(platform === 'darwin' ? [join(homedir, 'Library', 'Application Support', 'pip', 'pip.conf')] : []),
    join(homedir, '.pip', 'pip.conf'),
    join(configFolder, 'pip', 'pip.conf'),
    ...(env['PIP_CONFIG_FILE'] ? [env['PIP_CONFIG_FILE']] : []),
  ];
  const found = new Map<string, string[]>();
  for (const file of files) {
    for (const [name, values] of parsePipConfig(await readFile(file, 'utf8').catch(() => ''))) found.set(name, values);
  }
  for (const name of settings) {
    const value = env[`PIP_${name.replaceAll('-', '_').toUpperCase()}`];
    if (value) found.set(name, value.split(/\s+/).filter(Boolean));
  }
  return format(found);
}

/** The settings we pass on from the sections that `pip install` reads. */
export function parsePipConfig(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let isRead = false;
  let current: string[] | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const section = /^\[(.+)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) {
      isRead = section === 'global' || section === 'install';
      current = undefined;
    } else if (/^\s/.test(line)) {
      // A value goes on in lines that begin with a blank.
      current?.push(...line.trim().split(/\s+/));
    } else {
      const [, key = '', value = ''] = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
      const name = key.toLowerCase().replaceAll('_', '-');
      current = isRead && settings.includes(name) ? value.split(/\s+/).filter(Boolean) : undefined;
      if (current !== undefined) found.set(name, current);
    }
  }
  return found;
}

function format(found: ReadonlyMap<string, readonly string[]>): string {
  const lines = settings.flatMap((name) => {
    const values = (found.get(name) ?? []).filter((value) => name !== 'find-links' || /^https?:\/\//.test(value));
    return values.length === 0 ? [] : [`${name} =${values.map((value) => `\n    ${value}`).join('')}`];
  });
  return lines.length === 0 ? '' : `[global]\n${lines.join('\n')}\n`;
}
