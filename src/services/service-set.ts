import { randomInt } from 'node:crypto';
import type { JudgeNetwork } from '../bridge/judge.ts';
import type { ContainerProvider } from '../engine/container.ts';
import type { LinkConditions } from './delay-line.ts';
import { Gate, gateLimits } from './gate.ts';
import { LinkRouter } from './link-router.ts';
import { sandboxEnvironment } from './sandbox-environment.ts';
import { Service, type StartedService } from './service.ts';
import { type ServiceName, serviceKinds } from './service-kinds.ts';

/** Where the gate listens, in the network that the sandbox sees. */
const sandboxAddress = '127.0.0.1';

export interface ServiceSetOptions {
  readonly names: readonly ServiceName[];
  readonly containers: ContainerProvider;
  /** Reference of a service's image, and of the gate's. */
  readonly image: (name: ServiceName | 'gate') => Promise<string>;
  readonly signal?: AbortSignal;
}

/** What the suite orders of a service while it runs. */
export interface ServiceOrder {
  readonly service: string;
  /** `reset` with service `*` is for all of them. */
  readonly what: 'reset' | 'stop' | 'kill' | 'start' | 'wire';
  readonly conditions?: LinkConditions;
}

/**
 * The services of one grading: each a container without a network, and a gate, whose loopback the sandbox shares. Connections of
 * the submission and of the suite are carried to them in frames, on ways that never meet: what a submission does to its own end
 * cannot deceive the suite. See docs/decisions/0010.
 */
export class ServiceSet implements AsyncDisposable {
  /** Environment of the submission: `POSTGRES_URL` and the like. */
  readonly environment: Readonly<Record<string, string>>;
  /** Facts by service, as the suite gets them: of its own way to it, and of the submission's. */
  readonly facts: Readonly<Record<string, Omit<StartedService, 'ports'>>>;
  readonly #services: readonly Service[];
  readonly #gate: Gate;
  readonly #router: LinkRouter;
  readonly #used: Set<string>;
  readonly #parts: AsyncDisposableStack;

  private constructor(parts: {
    readonly services: readonly Service[];
    readonly started: readonly StartedService[];
    readonly gate: Gate;
    readonly router: LinkRouter;
    readonly used: Set<string>;
    readonly stack: AsyncDisposableStack;
  }) {
    this.#services = parts.services;
    this.#gate = parts.gate;
    this.#router = parts.router;
    this.#used = parts.used;
    this.#parts = parts.stack;
    this.facts = Object.fromEntries(
      parts.services.map(({ name }, place) => {
        const { judge, sandbox } = parts.started[place] as StartedService;
        return [name, { judge, sandbox }];
      }),
    );
    this.environment = sandboxEnvironment(
      Object.fromEntries(Object.entries(this.facts).map(([name, { sandbox }]) => [name, sandbox])),
    );
  }

  /**
   * Starts them all side by side, and gives them to the judge as well.
   * @throws {ServiceFailedError} when one does not become ready.
   */
  static async open(options: ServiceSetOptions, network: Promise<JudgeNetwork>): Promise<ServiceSet> {
    const { names, containers, image, signal } = options;
    const signalOption = signal === undefined ? {} : { signal };
    await using stack = new AsyncDisposableStack();
    // One address of 127.0.0.0/8 for each grading: a judge may hold several, and a server's port is the one it is known by.
    const judgeAddress = `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`;
    const used = new Set<string>();
    const services: Service[] = [];
    const router = new LinkRouter(services, (service) => used.add(service));

    const openGate = async (): Promise<Gate> => {
      const container = await containers.open({ role: 'gate', image: await image('gate'), limits: gateLimits }, signalOption);
      const gate = stack.use(new Gate(container, (frame) => router.fromSource('sandbox', frame)));
      router.connect('sandbox', (header, body) => gate.send(header, body));
      await gate.ready();
      return gate;
    };
    const openService = async (name: ServiceName): Promise<readonly [Service, StartedService]> => {
      const spec = { role: 'service', image: await image(name), limits: serviceKinds[name] } as const;
      const service = stack.use(
        new Service(name, await containers.open(spec, signalOption), (frame) => router.fromTarget(frame)),
      );
      services.push(service);
      return [service, await service.start({ sandbox: sandboxAddress, judge: judgeAddress })];
    };
    const [gate, ...opened] = await allOrFirstFailure([openGate(), ...names.map(openService)] as const);
    const ports = opened.flatMap(([service]) => service.ports);
    for (const port of ports) {
      await gate.listen(port);
    }
    const judge = await network;
    router.connect('judge', (header, body) => judge.send(header, body));
    await judge.listen(judgeAddress, ports, (frame) => router.fromSource('judge', frame));
    return new ServiceSet({
      services: opened.map(([service]) => service),
      started: opened.map(([, started]) => started),
      gate,
      router,
      used,
      stack: stack.move(),
    });
  }

  /** Id of the container whose network a sandbox has to share. */
  get gateId(): string {
    return this.#gate.id;
  }

  /**
   * To be asked before a verdict: tests that failed because our own containers were ended say nothing about the submission.
   * @throws {ServiceFailedError}
   */
  assertAlive(): void {
    this.#gate.assertAlive();
    for (const service of this.#services) {
      service.assertAlive();
    }
  }

  /** @throws {ServiceFailedError} */
  async carryOut({ service: name, what, conditions }: ServiceOrder): Promise<void> {
    const meant = this.#services.filter((service) => name === '*' || service.name === name);
    await Promise.all(
      meant.map(async (service) => {
        switch (what) {
          case 'reset':
            await this.#reset(service);
            return;
          case 'stop':
          case 'kill':
            this.#used.add(service.name);
            for (const port of service.ports) {
              this.#gate.refuse(port);
            }
            await service.do(what);
            return;
          case 'start':
            await service.do('start');
            await this.#listen(service);
            return;
          case 'wire':
            this.#used.add(service.name);
            this.#router.setConditions('sandbox', service.name, conditions ?? { wire: 'up', delayMs: 0 });
        }
      }),
    );
  }

  /** A service that nobody has connected to, and that nothing was done to, is as it was. */
  async #reset(service: Service): Promise<void> {
    if (!this.#used.has(service.name)) {
      return;
    }
    this.#router.clearConditions(service.name);
    await service.do('reset');
    await this.#listen(service);
    this.#used.delete(service.name);
  }

  async #listen(service: Service): Promise<void> {
    for (const port of service.ports) {
      await this.#gate.listen(port);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.disposeAsync();
  }
}

/** All of them, or what failed first, but never before every one has come to its end: what was opened is then known. */
async function allOrFirstFailure<T extends readonly Promise<unknown>[]>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(promises);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    throw failed.reason;
  }
  return Promise.all(promises) as Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>;
}
