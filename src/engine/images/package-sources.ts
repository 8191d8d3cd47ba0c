/** Debian release of every image. */
export const release = 'trixie';

/** One archive of the host, as far as it matters for making a Debian of it. */
interface Archive {
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
  /** Path of a keyring; absent where apt's own keyrings count. */
  readonly signedBy: string | undefined;
  readonly isTrusted: boolean;
}

/** Code names and aliases, with the archive of updates or of security fixes as a second part. */
const debianSuite =
  /^(?:stretch|buster|bullseye|bookworm|trixie|forky|duke|sid|oldoldstable|oldstable|stable|testing|unstable)(?:([-/])(updates|security))?$/;
const usableUri = /^(?:https?|file|mirror(?:\+\w+)?):/;

/**
 * Lines of a sources.list for {@link release}, made from the host's own Debian archives: their mirrors and keys, another
 * release. Third-party archives are left out. `[]` when the host has no Debian archive.
 * @param files texts of /etc/apt/sources.list and of what is in sources.list.d, with their names
 */
export function trixieSources(files: readonly { readonly name: string; readonly text: string }[]): readonly string[] {
  const archives = files.flatMap(({ name, text }) => (name.endsWith('.sources') ? parseDeb822(text) : parseOneLine(text)));
  const lines = archives.filter(isDebian).map((archive) => {
    const signature = archive.signedBy === undefined ? [] : [`signed-by=${archive.signedBy}`];
    const options = [...signature, ...(archive.isTrusted ? ['trusted=yes'] : [])];
    return [
      'deb',
      ...(options.length === 0 ? [] : [`[${options.join(' ')}]`]),
      archive.uri,
      renameSuite(archive.suite),
      'main',
    ].join(' ');
  });
  return [...new Set(lines)];
}

/**
 * A Debian suite alone proves nothing: vendors name theirs after it too. Debian's archives are signed with its keyring,
 * or, where the entry names none, have "debian" at the end of their address.
 */
function isDebian({ uri, suite, components, signedBy }: Archive): boolean {
  if (!debianSuite.test(suite) || !components.includes('main') || !usableUri.test(uri)) return false;
  if (signedBy !== undefined) return /debian-archive/.test(signedBy);
  return /debian[^/]*\/?$/.test(uri);
}

function renameSuite(suite: string): string {
  const [, separator, part] = debianSuite.exec(suite) ?? [];
  // `bullseye/updates` was the name of the security archive up to Debian 10.
  if (part === 'security' || separator === '/') return `${release}-security`;
  return part === 'updates' ? `${release}-updates` : release;
}

/** sources.list(5), the deb822 style: paragraphs of fields, values may go on in indented lines. */
function parseDeb822(text: string): Archive[] {
  const lines = text.split(/\r?\n/).filter((line) => !line.startsWith('#'));
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap((paragraph) => {
      const fields = new Map<string, string>();
      for (const [, name = '', value = ''] of paragraph.matchAll(/^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)/gm))
        fields.set(name.toLowerCase(), value.trim());
      const words = (name: string) => (fields.get(name) ?? '').split(/\s+/).filter(Boolean);
      if (!words('types').includes('deb') || fields.get('enabled')?.toLowerCase() === 'no') return [];
      const key = fields.get('signed-by');
      // A key written into the file itself: the host's keyrings have Debian's anyway.
      const signedBy = key?.startsWith('/') ? key.split(/[\s,]+/)[0] : undefined;
      const common = { components: words('components'), signedBy, isTrusted: fields.get('trusted')?.toLowerCase() === 'yes' };
      return words('uris').flatMap((uri) => words('suites').map((suite) => ({ uri, suite, ...common })));
    });
}

/** sources.list(5), the one-line style: `deb [option=value …] uri suite component…`. */
function parseOneLine(text: string): Archive[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, options = '', rest = ''] = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?(.+?)\s*(?:#.*)?$/.exec(line) ?? [];
    const [uri, suite, ...components] = rest.split(/\s+/);
    if (uri === undefined || uri === '' || suite === undefined) return [];
    const signedBy = /(?:^|\s)signed-by=(\/[^\s,]+)/.exec(options)?.[1];
    return [{ uri, suite, components, signedBy, isTrusted: /(?:^|\s)trusted=yes/.test(options) }];
  });
}
