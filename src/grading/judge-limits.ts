import type { ContainerLimits } from '../engine/container.ts';

const MiB = 1024 * 1024;

/** The judge's own ceilings. It runs an author's suite over values of bounded size, so they are ours to be generous with. */
export const judgeLimits: ContainerLimits = {
  memoryBytes: 1024 * MiB,
  cpus: 2,
  processes: 256,
  openFiles: 1024,
  fileBytes: 256 * MiB,
  diskBytes: 256 * MiB,
  diskEntries: 16_384,
};
