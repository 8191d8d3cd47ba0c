import type { Container } from './container.ts';

/** The same container, disposed of in another way. */
export function withDisposal(container: Container, dispose: () => Promise<void>): Container {
  return {
    id: container.id,
    stdin: container.stdin,
    stdout: container.stdout,
    exited: container.exited,
    stderrTail: () => container.stderrTail(),
    kill: () => container.kill(),
    [Symbol.asyncDispose]: dispose,
  };
}
