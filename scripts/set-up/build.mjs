import { chmod, lstat, mkdir, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { binFolder, digestOf, exists, readIfThere, root, writeStamp } from './paths.mjs';
import { runTool } from './run-tool.mjs';
import { SetUpError } from './steps.mjs';

const stamp = join(root, 'dist', '.waymark-build');
const entry = join(root, 'dist', 'main.js');
const isWindows = process.platform === 'win32';
const command = join(binFolder, isWindows ? 'waymark.cmd' : 'waymark');

/** @type {import('./steps.mjs').Step} */
export const buildStep = {
  name: 'build',
  why: 'Compiling src/ to dist/.',

  async done() {
    if ((await readIfThere(stamp))?.trim() !== (await sourcesDigest())) return undefined;
    return (await isLinked()) ? 'dist/ is as src/ says' : undefined;
  },

  async run({ update, signal }) {
    const digest = await sourcesDigest();
    if ((await readIfThere(stamp))?.trim() !== digest) {
      await rm(stamp, { force: true });
      await compile({ update, signal });
      await removeOrphans('');
      await chmod(entry, 0o755);
      await writeStamp(stamp, digest);
    }
    await link();
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

/**
 * npm links the commands of packages, not of the project itself: without this link `npx waymark` makes a link to the clone in the
 * person's npm cache at every call, or asks the registry for a package of that name.
 */
async function link() {
  await mkdir(binFolder, { recursive: true });
  await rm(command, { force: true });
  if (isWindows) await writeFile(command, '@node "%~dp0..\\..\\dist\\main.js" %*\r\n');
  else await symlink(relative(binFolder, entry), command);
}

async function isLinked() {
  if (isWindows) return exists(command);
  const found = await lstat(command).catch(() => undefined);
  return found?.isSymbolicLink() === true && (await readlink(command)) === relative(binFolder, entry);
}
