import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkPython } from '../../scripts/check-python.mjs';
import { findEngine } from '../../scripts/set-up/engine.mjs';
import { root } from '../../scripts/set-up/paths.mjs';

const isCompiled = existsSync(join(root, 'dist', 'engine', 'find-engine.js'));
const reason = !isCompiled ? 'the program is not compiled' : await findEngine().then(() => undefined, String);

/** pytest runs in a container: there is no Python on the host. Its output is the message when a test of the Python half fails. */
it('judge, agent, wire and author tool pass their own tests', { timeout: 1_800_000 }, async ({ skip }) => {
  skip(reason !== undefined, `no container to run pytest in: ${reason}`);
  const output: Uint8Array[] = [];

  const exitCode = await checkPython(['tests', '-q'], (chunk) => output.push(chunk));

  expect(exitCode, Buffer.concat(output).toString('utf8')).toBe(0);
});
