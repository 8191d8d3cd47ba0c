import type { JudgeNetwork } from '../bridge/judge.ts';
import type { Engine } from '../engine/engine.ts';
import { serviceImage } from '../engine/images/image-definition.ts';
import type { Exercise } from '../model/exercise.ts';
import { isServiceName, type ServiceName, serviceKinds } from '../services/service-kinds.ts';
import { ServiceSet } from '../services/service-set.ts';
import { ServiceUnknownError } from './grading-errors.ts';

/** @throws {ServiceUnknownError} for a name that no service has. */
export function serviceNames({ slug, services }: Exercise): readonly ServiceName[] {
  const unknown = services.find((name) => !isServiceName(name));
  if (unknown !== undefined) {
    throw new ServiceUnknownError(`"${slug}" asks for the service "${unknown}", which there is not.`, {
      next: `Name one of: ${Object.keys(serviceKinds).join(', ')}.`,
    });
  }
  return services.filter(isServiceName);
}

/** @throws {ServiceFailedError} */
export function openServices(
  options: {
    readonly names: readonly ServiceName[];
    readonly engine: Engine;
    readonly images: { reference(name: string): Promise<string> };
    readonly signal?: AbortSignal;
  },
  network: Promise<JudgeNetwork>,
): Promise<ServiceSet> {
  const { names, engine, images, signal } = options;
  return ServiceSet.open(
    {
      names,
      containers: engine,
      image: (name) => images.reference(name === 'gate' ? name : serviceImage(name)),
      ...(signal === undefined ? {} : { signal }),
    },
    network,
  );
}
