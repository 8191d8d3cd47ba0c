import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { Engine } from '../src/engine/engine.ts';
import { readTool } from '../src/report/tool.ts';

/** Where and with what the numbers were measured: without it they say nothing. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly kernel: string;
  readonly architecture: string;
  /** Name and version, e.g. `Docker Engine 20.10.24`. */
  readonly engine: string;
  readonly runtime: string;
  readonly cgroupVersion: string;
  readonly node: string;
  readonly waymark: string;
  /** Load over one minute when the run began: a busy machine shows here. */
  readonly loadAtStart: number | undefined;
}

export async function describeMachine(engine: Engine): Promise<Machine> {
  const { name, version, defaultRuntime, cgroupVersion } = await engine.info();
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    kernel: `${type()} ${release()}`,
    architecture: arch(),
    engine: `${name} ${version}`,
    runtime: engine.runtime ?? defaultRuntime,
    cgroupVersion,
    node: process.versions.node,
    waymark: readTool().version,
    loadAtStart: loadNow(),
  };
}

function loadNow(): number | undefined {
  try {
    return Number.parseFloat(readFileSync('/proc/loadavg', 'utf8'));
  } catch {
    return undefined;
  }
}
