import { expect, test } from 'vitest';
import { encodeFrame } from '../../src/bridge/frame.ts';
import { Service } from '../../src/services/service.ts';
import { FakeContainer } from '../fakes/fake-container.ts';

const addresses = { sandbox: '127.0.0.1', judge: '127.1.2.3' };

const starting = (): { readonly container: FakeContainer; readonly started: Promise<unknown> } => {
  const container = new FakeContainer();
  const service = new Service('postgres', container, () => undefined);
  return { container, started: service.start(addresses) };
};

test('a service that does not become ready is our failure, and its log is told', async () => {
  const { container, started } = starting();
  const told = { why: 'it did not become ready in 60 s', log: 'FATAL: no space left\n' };
  container.stdout.write(encodeFrame({ t: 'failed', id: null }, Buffer.from(JSON.stringify(told))));

  await expect(started).rejects.toMatchObject({
    code: 'WAYMARK_SERVICE_FAILED',
    message: 'The service "postgres" failed: it did not become ready in 60 s.\nFATAL: no space left',
  });
});

test('a service that ends while it starts is our failure', async () => {
  const { container, started } = starting();
  container.stdout.end();

  await expect(started).rejects.toMatchObject({ code: 'WAYMARK_SERVICE_FAILED' });
});
