import type { ContainerSpec } from '../src/engine/container.ts';
import type { Engine } from '../src/engine/engine.ts';
import { withDisposal } from '../src/engine/with-disposal.ts';

/** An engine that knows whether it has work left: what Waymark does behind a grading must not be charged to whoever is measured next. */
export interface TrackedEngine extends Engine {
  /** Waits until every container that was asked for is open, and every one that was let go is removed. */
  idle(): Promise<void>;
}

export function trackEngine(engine: Engine): TrackedEngine {
  const working = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    working.add(work);
    const forget = () => working.delete(work);
    work.then(forget, forget);
    return work;
  };

  return {
    images: engine.images,
    runtime: engine.runtime,
    later: (work) => engine.later(track(work)),
    info: () => engine.info(),
    ping: () => engine.ping(),
    sweep: () => engine.sweep(),
    close: () => engine.close(),
    open: (spec: ContainerSpec, options = {}) =>
      track(
        engine
          .open(spec, options)
          .then((container) => withDisposal(container, () => track(Promise.resolve(container[Symbol.asyncDispose]())))),
      ),
    [Symbol.asyncDispose]: () => engine.close(),
    async idle() {
      while (working.size > 0) await Promise.allSettled(working);
    },
  };
}
