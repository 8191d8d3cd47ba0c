import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, exists, readIfThere, root, writeStamp } from './paths.mjs';
import { runTool } from './run-tool.mjs';
import { SetUpError } from './steps.mjs';

const stamp = join(root, 'dist', '.waymark-build');

/** @type {import('./steps.mjs').Step} */
export const buildStep = {
  name: 'build',
  why: 'Compiling src/ to dist/.',

  async done() {
    return (await readIfThere(stamp))?.trim() === (await sourcesDigest()) ? 'dist/ is as src/ says' : undefined;
  },

  async run({ update, signal }) {
    const digest = await sourcesDigest();
    await rm(stamp, { force: true });
    await compile({ update, signal });
    await removeOrphans('');
    // npx starts it as a program; it then runs on the Node of node_modules/.bin.
    await chmod(join(root, 'dist', 'main.js'), 0o755);
    await writeStamp(stamp, digest);
    return 'compiled, "npx waymark" is ready';
  },
};

/** @param {{ update: (line: string) => void, signal: AbortSignal }} tools */
async function compile({ update, signal }) {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { exitCode, lines } = await runTool(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    signal,
    onLine: update,
  });
  if (exitCode === 0) return;
  throw new SetUpError('The sources in src/ do not compile.', {
    log: lines,
    next: 'Mend what the compiler says above, or go back to a commit that compiles ("git stash", "git checkout").',
  });
}

/** Everything the compiled program is made from. */
function sourcesDigest() {
  return digestOf(['src', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']);
}

/**
 * What an earlier build left of sources that are gone would still be importable.
 * @param {string} folder Relative to dist/.
 */
async function removeOrphans(folder) {
  for (const item of await readdir(join(root, 'dist', folder), { withFileTypes: true })) {
    const path = join(folder, item.name);
    const source = join(root, 'src', item.isDirectory() ? path : path.replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts'));
    const isOurs = item.isDirectory() || /(\.d\.ts|\.js)(\.map)?$/.test(item.name);
    if (isOurs && !(await exists(source))) await rm(join(root, 'dist', path), { recursive: true, force: true });
    else if (item.isDirectory()) await removeOrphans(path);
  }
}
