#!/usr/bin/env node
/**
 * Checks the Python half without a Python on the host: the sources go as a tar over standard input into a container without a network,
 * the tools' output comes back. `lint` (default) runs ruff and mypy, `tests` runs the pytest suites of judge, agent, wire and author; further
 * arguments go to pytest. Exit code 0 when all is well, 1 when not, 4 when nothing could be checked.
 *
 * Needs the compiled program (`npm run set-up`) for its engine and its images.
 */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pack } from 'tar-stream';
import { compiled, findEngine } from './set-up/engine.mjs';
import { filesUnder, root } from './set-up/paths.mjs';

const sources = ['runner-images', 'exercises', 'examples', 'templates'];
const MiB = 1024 * 1024;

/** @type {import('../src/engine/container.ts').ContainerLimits} */
const limits = {
  memoryBytes: 2048 * MiB,
  cpus: 2,
  processes: 256,
  openFiles: 1024,
  fileBytes: 256 * MiB,
  diskBytes: 512 * MiB,
  diskEntries: 65_536,
};

/**
 * @param {readonly string[]} task `['lint']`, or `['tests', …arguments of pytest]`.
 * @param {(chunk: Uint8Array) => void} onOutput What the tools say, as it comes.
 * @returns {Promise<number>} 0 or 1.
 * @throws {import('../src/model/waymark-error.ts').WaymarkError} when nothing could be checked.
 */
export async function checkPython(task, onOutput) {
  const { openDockerEngine } = await import(compiled('docker/open-docker-engine.js'));
  const { openImageStore } = await import(compiled('images/image-store.js'));
  /** @type {import('../src/engine/engine.ts').Engine} */
  const engine = await openDockerEngine(await findEngine());
  try {
    const host = { env: process.env, platform: process.platform, homedir: homedir() };
    const image = await openImageStore({ engine: engine.images, host }).ensure('check');
    const container = await engine.open({ role: 'judge', image, limits });
    container.stdout.on('data', onOutput);
    const sent = sourcesAsTar(task).pipe(container.stdin);
    // A container that ends early breaks the pipe; its exit code tells the story.
    sent.on('error', () => {});
    const exit = await container.exited;
    if (exit === undefined || exit.exitCode > 1)
      throw new Error(`The checks broke off: ${container.stderrTail().trim() || 'no word of why'}`);
    return exit.exitCode;
  } finally {
    await engine.close();
  }
}

/** @param {readonly string[]} task */
function sourcesAsTar(task) {
  const tar = pack();
  const fill = async () => {
    tar.entry({ name: 'task' }, task.join('\n'));
    for (const path of (await Promise.all(sources.map(filesUnder))).flat()) {
      if (/\.(py|pyi|toml|json|txt|md)$|py\.typed$/.test(path)) tar.entry({ name: path }, await readFile(join(root, path)));
    }
    tar.finalize();
  };
  fill().catch((error) => tar.destroy(error));
  return tar;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [task = 'lint', ...rest] = process.argv.slice(2);
  try {
    process.exitCode = await checkPython([task, ...rest], (chunk) => process.stdout.write(chunk));
  } catch (error) {
    process.exitCode = 4;
    console.error(`The Python half could not be checked: ${error instanceof Error ? error.message : String(error)}`);
    if (error instanceof Error && 'next' in error) console.error(error.next);
  }
}
