import { expect, test } from 'vitest';
import { chooseBuilt } from '../../src/cli/known-images.ts';
import type { ImageState } from '../../src/engine/images/image-store.ts';

const state = (name: string, built: boolean): ImageState => ({ name, tag: `waymark/${name}:1`, built, onDemand: false });
const states = [state('base', true), state('judge', true), state('web', false), state('data', false)];

test('without names, what is built is taken, and the rest is told', () => {
  expect(chooseBuilt([], states)).toEqual({ built: ['base', 'judge'], missing: ['web', 'data'] });
});

test('what is named is taken in the order of building', () => {
  expect(chooseBuilt(['judge', 'base'], states)).toEqual({ built: ['base', 'judge'], missing: [] });
});

test.each([
  ['one of those named is not built', ['judge', 'data'], states, 'data'],
  ['none is built', [], [state('web', false), state('data', false)], 'web data'],
])('where %s, the way out is to build it', (_, names, there, missing) => {
  expect(() => chooseBuilt(names, there)).toThrow(
    expect.objectContaining({
      code: 'WAYMARK_IMAGES_NOT_BUILT',
      next: `Run "waymark images build ${missing}", then try again.`,
    }),
  );
});

test('a name that no image has is a mistake in the command, whatever else is missing', () => {
  expect(() => chooseBuilt(['data', 'jugde'], states)).toThrow(expect.objectContaining({ code: 'WAYMARK_UNKNOWN_IMAGE' }));
});
