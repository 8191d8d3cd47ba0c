import { expect, test } from 'vitest';
import { Gate } from '../../src/services/gate.ts';
import { ServiceFailedError } from '../../src/services/services-errors.ts';
import { FakeContainer } from '../fakes/fake-container.ts';

test('tells answers about ports apart, in whatever order they come', async () => {
  const asked: number[] = [];
  const container = new FakeContainer({
    hear: ({ header }, self) => {
      asked.push(Number(header['port']));
      if (asked.length === 2) {
        self.say({ t: 'listening', port: asked[1], ok: false });
        self.say({ t: 'listening', port: asked[0], ok: true });
      }
    },
  });
  await using gate = new Gate(container, () => undefined);

  expect(await Promise.all([gate.listen(5432), gate.listen(6379)])).toEqual([true, false]);
});

test('a gate that ends while it is asked is a failure of ours', async () => {
  const container = new FakeContainer({ hear: (_frame, self) => void self.kill() });
  await using gate = new Gate(container, () => undefined);

  await expect(gate.listen(5432)).rejects.toThrow(ServiceFailedError);
  expect(() => gate.assertAlive()).toThrow(ServiceFailedError);
});
