import { expect, it } from 'vitest';
import { childEnvironment } from '../../scripts/set-up/child-environment.mjs';
import { binFolder } from '../../scripts/set-up/paths.mjs';

it('puts our commands before those of the machine, however the PATH is spelled', () => {
  expect(childEnvironment({ PATH: '/usr/bin' }, { isTerminal: true })).toEqual({ PATH: `${binFolder}:/usr/bin` });
  expect(childEnvironment({ Path: '/usr/bin' }, { isTerminal: true })).toEqual({ Path: `${binFolder}:/usr/bin` });
  expect(childEnvironment({}, { isTerminal: true })).toEqual({ PATH: binFolder });
});

it('asks for no colours where there is no terminal, unless somebody forces them', () => {
  expect(childEnvironment({}, { isTerminal: false })).toMatchObject({ NO_COLOR: '1' });
  expect(childEnvironment({ FORCE_COLOR: '1' }, { isTerminal: false })).not.toHaveProperty('NO_COLOR');
});
