import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readGoSettings } from './go-settings.ts';
import type { HostSettings } from './host-settings.ts';
import { type MavenSettings, readMavenSettings } from './maven-settings.ts';
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
  /** Text of a file for GOENV; may be empty. */
  readonly goEnv: string;
  readonly maven: MavenSettings;
}

/**
 * What builds on this host need in order to fetch packages where a company or university inspects TLS or has an index or
 * repository of its own. A file that is named but cannot be read is passed over: then the build says what it could not reach.
 */
export async function readHostTrust(host: HostSettings): Promise<HostTrust> {
  const bundles = bundleVariables.flatMap((name) => host.env[name] || []);
  const files = [...(await listCertificates(extraCertificatesFolder)), ...new Set(bundles)];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  const certificates = new Set(texts.flatMap(splitCertificates));
  const [pipConfig, goEnv, maven] = await Promise.all([readPipSettings(host), readGoSettings(host), readMavenSettings(host)]);
  return { certificates: [...certificates], pipConfig, goEnv, maven };
}

/** Lays it out for a build context: `certificates/<hash>.crt`, `pip.conf`, `go.env` and `maven/`, all there even when empty. */
export async function writeHostTrust(folder: string, { certificates, pipConfig, goEnv, maven }: HostTrust): Promise<void> {
  await mkdir(join(folder, 'certificates'), { recursive: true });
  await mkdir(join(folder, 'maven'));
  await writeFile(join(folder, 'pip.conf'), pipConfig);
  await writeFile(join(folder, 'go.env'), goEnv);
  await writeFile(join(folder, 'maven', 'settings.xml'), maven.user);
  await writeFile(join(folder, 'maven', 'global-settings.xml'), maven.global);
  await writeFile(join(folder, 'maven', 'settings-security.xml'), maven.security);
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
