import { cp, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { NotPossibleError } from '../bench.ts';
import { rootFileSystem } from '../root-file-system.ts';
import { runProcess } from '../run-process.ts';
import type { OpenContestant } from './contestant.ts';
import { plainImage } from './docker-pytest.ts';
import { pytestAnswer } from './pytest-answer.ts';

/** The same pytest on the same Python without any container: no isolation at all, and no time for it. */
export const openBarePytest: OpenContestant = async (suite, bench) => {
  if (suite.kind === 'service') throw new NotPossibleError('It would need the server on this machine.');
  const root = await rootFileSystem(await bench.images.reference(plainImage(suite)), bench);
  const place = await mkdtemp(join(root, 'tmp', 'suite-'));
  await cp(suite.plain.honest, join(place, 'honest'), { recursive: true });
  await cp(suite.plain.broken, join(place, 'broken'), { recursive: true });
  return {
    async grade(candidate) {
      const folder = `/tmp/${basename(place)}/${candidate}`;
      const pytest = ['/usr/bin/python3', '-m', 'pytest', '-q', '-p', 'no:cacheprovider'];
      const env = { LANG: 'C.UTF-8', PYTHONHASHSEED: '0', HOME: '/tmp', PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' };
      return pytestAnswer(
        await runProcess('chroot', [root, '/usr/bin/env', '-C', folder, ...pytest], { signal: bench.signal, env }),
      );
    },
    [Symbol.asyncDispose]: () => rm(place, { recursive: true, force: true }),
  };
};
