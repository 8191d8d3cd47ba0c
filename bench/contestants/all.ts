import type { Suite } from '../suites.ts';
import { openBarePytest } from './bare-pytest.ts';
import { openCheck50 } from './check50.ts';
import { openCold } from './cold.ts';
import type { ContestantName, OpenContestant } from './contestant.ts';
import { openDockerPytest } from './docker-pytest.ts';
import { openEngineBound } from './engine-bound.ts';
import { openOtter } from './otter.ts';
import { openWarm } from './warm.ts';

type Openers = Readonly<Partial<Record<ContestantName, OpenContestant>>>;

const usual: Openers = {
  warm: openWarm,
  cold: openCold,
  'docker-pytest': openDockerPytest,
  'bare-pytest': openBarePytest,
  engine: openEngineBound,
};

/** Those that grade a suite. Public graders have tests of their own format, which are made for one suite. */
export function openersFor({ kind, tests }: Suite): Openers {
  return kind === 'by-value' && tests === 10 ? { ...usual, check50: openCheck50, otter: openOtter } : usual;
}

/** Those whose throughput is measured. */
export const openersForThroughput: Openers = {
  warm: openWarm,
  engine: openEngineBound,
  'bare-pytest': openBarePytest,
  'docker-pytest': openDockerPytest,
};
