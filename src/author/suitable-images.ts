import { join } from 'node:path';
import { type ImageDefinition, readImageDefinitions } from '../engine/images/image-definition.ts';
import { packageRoot } from '../engine/package-root.ts';

/** The sandbox images that have what `needed` has: itself first, then those that stand on it. */
export async function suitableImages(needed: string): Promise<readonly string[]> {
  const images = await readImageDefinitions(join(packageRoot(), 'runner-images'));
  const standsOnIt = ({ name, from }: ImageDefinition): boolean =>
    name === needed || images.some((image) => image.name === from && standsOnIt(image));
  return images
    .filter(standsOnIt)
    .map(({ name }) => name)
    .sort((a, b) => Number(b === needed) - Number(a === needed) || (a < b ? -1 : 1));
}
