import { homedir } from 'node:os';
import { join } from 'node:path';
import { aptInstall } from './apt.mjs';
import { decideMmdebstrap } from './decide-engine.mjs';
import { compiled, findEngine, gatherFacts } from './engine.mjs';
import { root } from './paths.mjs';
import { SetUpError } from './steps.mjs';

const folder = join(root, 'runner-images');

/**
 * @param {{ withOnDemand: boolean }} options Whether those that only some exercises use are built as well: every test needs them.
 * @returns {import('./steps.mjs').Step}
 */
export function imagesStep({ withOnDemand }) {
  return {
    name: 'images',
    why: 'Building the images that judge and sandbox run from; the first time takes some minutes.',

    async done() {
      const wanted = await wantedImages(withOnDemand);
      const present = await Promise.all(wanted.map(({ tag }) => isPresent(tag)));
      return present.every(Boolean) ? `${wanted.length} on the engine` : undefined;
    },

    async run(tools) {
      const wanted = await wantedImages(withOnDemand);
      const names = wanted.map(({ name }) => name);
      try {
        await build(names, tools);
      } catch (error) {
        tools.signal.throwIfAborted();
        await mendBase(error, tools);
        await build(names, tools);
      }
      return `${wanted.length} on the engine`;
    },
  };
}

/**
 * @param {readonly string[]} names
 * @param {import('./steps.mjs').StepTools} tools
 */
async function build(names, { say, update, signal }) {
  const { openDockerEngine } = await import(compiled('docker/open-docker-engine.js'));
  const { openImageStore } = await import(compiled('images/image-store.js'));
  const engine = await openDockerEngine(await findEngine());
  try {
    const host = { env: process.env, platform: process.platform, homedir: homedir() };
    const store = openImageStore({ engine: engine.images, host });
    await store.build(names, {
      signal,
      progress: (/** @type {{ step: string, detail?: string, state: string }} */ { step, detail, state }) => {
        if (state === 'done') say(`${step} built${detail === undefined ? '' : `: ${detail}`}`);
        else if (state !== 'skipped') update(detail === undefined ? step : `${step}: ${detail}`);
      },
    });
  } finally {
    await engine.close();
  }
}

/**
 * Where no registry answers, the base image is made with mmdebstrap. It is fetched only then.
 * @param {unknown} error What went wrong with the build.
 * @param {import('./steps.mjs').StepTools} tools
 * @throws {SetUpError} when that is not what is missing, or nothing can be done about it here.
 */
async function mendBase(error, tools) {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const [first = '', ...log] = error.message.split('\n');
  const next = 'next' in error && typeof error.next === 'string' ? error.next : undefined;
  const decision = error.code === 'WAYMARK_BASE_IMAGE_FAILED' ? decideMmdebstrap(await gatherFacts()) : undefined;
  if (decision === undefined) throw new SetUpError(first, { log, cause: error, ...(next === undefined ? {} : { next }) });
  if (decision.kind === 'tell') throw new SetUpError(`${first} ${decision.message}`, { log, next: decision.next, cause: error });
  tools.say('No registry gives a base image: making one from the package sources of this system.');
  await aptInstall(decision.packages, tools);
}

/**
 * A tag changes when what an image is built from does.
 * @param {boolean} withOnDemand
 * @returns {Promise<readonly { name: string, tag: string, onDemand: boolean }[]>}
 */
async function wantedImages(withOnDemand) {
  const { readImageDefinitions } = await import(compiled('images/image-definition.js'));
  /** @type {readonly { name: string, tag: string, onDemand: boolean }[]} */
  const definitions = await readImageDefinitions(folder);
  return definitions.filter(({ onDemand }) => withOnDemand || !onDemand);
}

/** @param {string} tag */
async function isPresent(tag) {
  const { engineRequest } = await import(compiled('engine-request.js'));
  const address = await findEngine();
  return new Promise((resolve, reject) => {
    const request = engineRequest(address, { path: `/images/${tag}/json`, method: 'GET', agent: false });
    request.on('response', (/** @type {import('node:http').IncomingMessage} */ response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
    });
    request.on('error', reject);
    request.end();
  });
}
