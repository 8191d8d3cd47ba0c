import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';

import { statusOf } from './to-engine-error.ts';

const attempts = 3;
const pauseMs = 200;

/**
 * Kills and removes in one request. Gone, or being removed by somebody else, is success.
 * Engines under load may fail to unmount at the first try ("device or resource busy"), hence three.
 * @returns whether it is gone. Never throws: `sweep` finds what stays.
 */
export async function removeContainer(docker: Docker, id: string): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      await docker.getContainer(id).remove({ force: true, v: true });
      return true;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 409) return true;
      if (attempt === attempts) return false;
      await sleep(pauseMs);
    }
  }
}
