import { openBarePytest } from './bare-pytest.ts';
import { openCold } from './cold.ts';
import type { ContestantName, OpenContestant } from './contestant.ts';
import { openDockerPytest } from './docker-pytest.ts';
import { openEngineBound } from './engine-bound.ts';
import { openWarm } from './warm.ts';

/** How each is made ready. */
export const openers: Readonly<Partial<Record<ContestantName, OpenContestant>>> = {
  warm: openWarm,
  cold: openCold,
  'docker-pytest': openDockerPytest,
  'bare-pytest': openBarePytest,
  engine: openEngineBound,
};
