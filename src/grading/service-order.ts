import { JudgeBrokenError } from '../bridge/bridge-errors.ts';
import type { ServiceOrder } from '../services/service-set.ts';
import { at, textAt } from './case-facts.ts';

const orders = ['reset', 'stop', 'kill', 'start', 'wire'] as const;
const wires = ['up', 'cut', 'hung'] as const;

/**
 * What the judge orders of a service.
 * @throws {JudgeBrokenError} when it is no order: the judge is ours, and checks what a suite asks for.
 */
export function readServiceOrder(content: unknown): ServiceOrder {
  const service = textAt(content, 'service');
  const what = orders.find((one) => one === at(content, 'what'));
  const wire = wires.find((one) => one === at(content, 'wire'));
  const delayMs = at(content, 'delayMs');
  if (service === undefined || what === undefined) {
    throw new JudgeBrokenError('The judge ordered something of a service that nobody understands.');
  }
  return {
    service,
    what,
    ...(wire === undefined ? {} : { conditions: { wire, delayMs: typeof delayMs === 'number' && delayMs > 0 ? delayMs : 0 } }),
  };
}
