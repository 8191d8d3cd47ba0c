import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { HostSettings } from './host-settings.ts';

const empty = '<settings/>\n';

/** What `mvn` gets as its settings files. */
export interface MavenSettings {
  /** The user's settings.xml: mirrors, servers, repositories. */
  readonly user: string;
  /** The installation's, and the proxies of this host's variables where neither file has any. */
  readonly global: string;
  /** settings-security.xml, for passwords that Maven has encrypted. */
  readonly security: string;
}

/**
 * The host's Maven settings, `<settings/>` where it has none. Variables that they mention are put in: a build does not have them.
 * Maven itself need not be installed.
 */
export async function readMavenSettings({ env, platform, homedir }: HostSettings): Promise<MavenSettings> {
  const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
  const folder = join(homedir, '.m2');
  const named = settingsArguments(env['MAVEN_ARGS'] ?? '');
  const home = env['MAVEN_HOME'] || env['M2_HOME'];
  const globalFiles = [
    ...(named.global === undefined ? [] : [named.global]),
    ...(home === undefined ? [] : [join(home, 'conf', 'settings.xml')]),
    ...(platform === 'linux' ? ['/etc/maven/settings.xml', '/usr/share/maven/conf/settings.xml'] : []),
  ];
  const [user, security, ...globals] = await Promise.all([
    read(named.user ?? join(folder, 'settings.xml')),
    read(join(folder, 'settings-security.xml')),
    ...globalFiles.map(read),
  ]);
  const prepared = prepare(user, env);
  const global = prepare(globals.find((text) => text !== '') ?? '', env);
  const hasProxy = [prepared, global].some((text) => text.includes('<proxy>'));
  return { user: prepared, global: hasProxy ? global : withProxies(global, env), security: security || '<settingsSecurity/>\n' };
}

/** Maven 3.9 takes arguments from MAVEN_ARGS; two of them name settings files. */
function settingsArguments(text: string): { readonly user?: string; readonly global?: string } {
  const value = (names: string): string | undefined => new RegExp(`(?:^|\\s)(?:${names})[\\s=](\\S+)`).exec(text)?.[1];
  const user = value('-s|--settings');
  const global = value('-gs|--global-settings');
  return { ...(user === undefined ? {} : { user }), ...(global === undefined ? {} : { global }) };
}

/** Without comments, which often hold examples of what is looked for here, and without folders of this host. */
function prepare(text: string, env: HostSettings['env']): string {
  const bare = text
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/\s*<localRepository>[\s\S]*?<\/localRepository>/g, '')
    .replaceAll(/\$\{env\.([^}]+)\}/g, (whole, name: string) => (env[name] === undefined ? whole : escapeXml(env[name])));
  return /<settings\b/.test(bare) ? bare : empty;
}

/** Maven does not look at the usual variables itself. */
function withProxies(settings: string, env: HostSettings['env']): string {
  const proxies = ['http', 'https'].flatMap((protocol) => {
    const address = env[`${protocol}_proxy`] || env[`${protocol.toUpperCase()}_PROXY`] || '';
    const url = URL.parse(/^\w+:\/\//.test(address) ? address : `http://${address}`);
    return address === '' || url === null ? [] : [proxyElement(protocol, url, env['no_proxy'] || env['NO_PROXY'] || '')];
  });
  if (proxies.length === 0) return settings;
  const element = `<proxies>${proxies.join('')}</proxies>`;
  return settings === empty
    ? `<settings>${element}</settings>\n`
    : settings.replace('</settings>', () => `${element}</settings>`);
}

function proxyElement(protocol: string, url: URL, direct: string): string {
  const hosts = direct.split(',').flatMap((host) => {
    const name = host.trim();
    return name === '' ? [] : [name.startsWith('.') ? `*${name}` : name];
  });
  const fields = {
    id: `host-${protocol}`,
    active: 'true',
    protocol,
    host: url.hostname,
    port: url.port || (url.protocol === 'https:' ? '443' : '80'),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    nonProxyHosts: hosts.join('|'),
  };
  const elements = Object.entries(fields).filter(([, value]) => value !== '');
  return `<proxy>${elements.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`).join('')}</proxy>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
