import type Docker from 'dockerode';

import { isOwnerGone, ownerLabel } from './owner.ts';
import { removeContainer } from './remove-container.ts';

/** Removes containers with our label whose owner is surely gone. Gives how many. */
export async function sweep(docker: Docker): Promise<number> {
  const ours = await docker.listContainers({ all: true, filters: { label: [ownerLabel] } });
  const leftovers = ours.filter(({ Labels: labels, State: state }) =>
    isOwnerGone(labels[ownerLabel] ?? '', !endedStates.has(state)),
  );
  const removed = await Promise.all(leftovers.map(({ Id: id }) => removeContainer(docker, id)));
  return removed.filter(Boolean).length;
}

const endedStates = new Set(['exited', 'dead']);
