import { expect, test } from 'vitest';
import { javaArchive, javaRuntime, parseChecksums } from '../../../src/engine/sbom/java-archives.ts';

const sum = (digit: string): string => digit.repeat(64);
const checksums = parseChecksums(
  [
    `${sum('1')}  org/apache/kafka/kafka-server/4.1.0/kafka-server-4.1.0.jar`,
    `${sum('2')}  io/netty/netty-epoll/4.1/netty-epoll-4.1-linux-x86_64.jar`,
    `${sum('3')}  name.jar`,
    `${sum('4')}  a/b/1/c-2.jar`,
    'not a line',
    `${'f'.repeat(63)}  too/short/1/short-1.jar`,
  ].join('\n'),
);

test.each([
  ['/opt/kafka-server.jar', '1', 'kafka-server', '4.1.0', 'pkg:maven/org.apache.kafka/kafka-server@4.1.0'],
  ['/opt/x.jar', '2', 'netty-epoll', '4.1', 'pkg:maven/io.netty/netty-epoll@4.1?classifier=linux-x86_64'],
])('%s is what its checksum says', (path, digit, name, version, purl) => {
  expect(javaArchive({ path, sha256: sum(digit) }, checksums)).toEqual({
    kind: 'library',
    name,
    version,
    purl,
    sha256: sum(digit),
  });
});

test.each([
  ['opt/some-lib-2.0-rc1.jar', '9', 'some-lib', '2.0-rc1'],
  ['opt/jrt-fs.jar', '9', 'jrt-fs', ''],
  ['opt/.jar', '9', '.jar', ''],
  ['opt/a-1.jar', '3', 'a', '1'],
  ['opt/a-1.jar', '4', 'a', '1'],
])('%s, which no usable line names, goes by its file name', (path, digit, name, version) => {
  expect(javaArchive({ path, sha256: sum(digit) }, checksums)).toMatchObject({ name, version, sha256: sum(digit) });
});

test('a Java runtime says which it is', () => {
  const release = 'IMPLEMENTOR="Debian"\nJAVA_RUNTIME_VERSION="21.0.9+10"\nJAVA_VERSION="21.0.9"\nMODULES="java.base jdk.net"\n';

  expect(javaRuntime(release)).toMatchObject({
    name: 'openjdk',
    version: '21.0.9+10',
    purl: 'pkg:generic/openjdk@21.0.9%2B10',
    facts: { 'waymark:java-implementor': 'Debian', 'waymark:java-modules': 'java.base jdk.net' },
  });
});

test.each(['', 'JAVA_VERSION=\n', 'VERSION="1"\n', '\0\0'])('%j is no Java runtime', (text) => {
  expect(javaRuntime(text)).toBeUndefined();
});
