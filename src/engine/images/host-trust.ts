import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { HostSettings } from './host-settings.ts';
import { readPipSettings } from './pip-settings.ts';

/** Where Debian's administrators put certificates of their own. */
const extraCertificatesFolder = '/usr/local/share/ca-certificates';
/** Files with certificates that programs of this host are told to trust. */
const bundleVariables = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'PIP_CERT', 'CURL_CA_BUNDLE'];

export interface HostTrust {
  /** PEM, one certificate each, none twice. */
  readonly certificates: readonly string[];
  /** Text of a pip.conf; may be empty. */
  readonly pipConfig: string;
}

/**
 * What builds on this host need in order to fetch packages where a company or university inspects TLS or has an index of
 * its own. A file that is named but cannot be read is passed over: then the build says what it could not reach.
 */
export async function readHostTrust(host: HostSettings): Promise<HostTrust> {
  const bundles = bundleVariables.flatMap((name) => host.env[name] || []);
  const files = [...(await listCertificates(extraCertificatesFolder)), ...new Set(bundles)];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  const certificates = new Set(texts.flatMap(splitCertificates));
  return { certificates: [...certificates], pipConfig: await readPipSettings(host) };
}

/** Lays it out for a build context: `certificates/<hash>.crt` and `pip.conf`, both there even when empty. */
export async function writeHostTrust(folder: string, { certificates, pipConfig }: HostTrust): Promise<void> {
  await mkdir(join(folder, 'certificates'), { recursive: true });
  await writeFile(join(folder, 'pip.conf'), pipConfig);
  await Promise.all(
    certificates.map((text) => {
      const name = createHash('sha256').update(text).digest('hex').slice(0, 16);
      return writeFile(join(folder, 'certificates', `waymark-${name}.crt`), text);
    }),
  );
}

/** update-ca-certificates wants one certificate a file. */
export function splitCertificates(bundle: string): string[] {
  const blocks = bundle.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => `${block.replaceAll('\r\n', '\n')}\n`);
}

async function listCertificates(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names.filter((name) => name.endsWith('.crt')).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
