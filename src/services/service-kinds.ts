import type { ContainerLimits } from '../engine/container.ts';

const MiB = 1024 * 1024;

/** What a service's container may take. It runs a server of ours, which a submission speaks to. */
const usual: ContainerLimits = {
  memoryBytes: 512 * MiB,
  cpus: 2,
  processes: 256,
  openFiles: 4096,
  fileBytes: 256 * MiB,
  diskBytes: 256 * MiB,
  diskEntries: 65_536,
};

/** On a virtual machine of Java. */
const large: ContainerLimits = { ...usual, memoryBytes: 1536 * MiB, processes: 1024, openFiles: 16_384, diskBytes: 512 * MiB };

/** The services there are, by the name an exercise has in `services`. Each has a folder of that name in `runner-images/services/`. */
export const serviceKinds = {
  postgres: usual,
  mariadb: usual,
  redis: usual,
  rabbitmq: usual,
  memcached: usual,
  mongo: usual,
  kafka: large,
  cassandra: large,
  s3: usual,
} as const satisfies Record<string, ContainerLimits>;

export type ServiceName = keyof typeof serviceKinds;

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(serviceKinds, name);
}
