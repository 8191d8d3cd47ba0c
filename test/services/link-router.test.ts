import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Frame } from '../../src/bridge/frame.ts';
import { LinkRouter, type LinkTarget } from '../../src/services/link-router.ts';

type Said = Readonly<Record<string, unknown>>;

let toPostgres: Said[];
let toRedis: Said[];
let toSandbox: Said[];
let toJudge: Said[];
let opened: string[];
let router: LinkRouter;

beforeEach(() => {
  [toPostgres, toRedis, toSandbox, toJudge, opened] = [[], [], [], [], []];
  const targets: readonly LinkTarget[] = [
    { name: 'postgres', ports: [5432], send: into(toPostgres) },
    { name: 'redis', ports: [6379, 6380], send: into(toRedis) },
  ];
  router = new LinkRouter(targets, (service) => opened.push(service));
  router.connect('sandbox', into(toSandbox));
  router.connect('judge', into(toJudge));
});

const into =
  (list: Said[]) =>
  (header: object, body?: Buffer): void => {
    list.push({ ...header, ...(body === undefined || body.length === 0 ? {} : { body: body.toString() }) });
  };

const frame = (header: Said, body = ''): Frame => ({ header: { t: 'link', ...header }, body: Buffer.from(body) });

const open = (source: 'sandbox' | 'judge', link: number, port: number): void => {
  router.fromSource(source, frame({ op: 'open', link, port }));
};

describe('connections to services', () => {
  test('go to the service that has the port, and its answers back to who opened them', () => {
    open('sandbox', 1, 6380);
    router.fromSource('sandbox', frame({ op: 'data', link: 1 }, 'PING'));
    const id = toRedis[0]?.['link'];
    router.fromTarget(frame({ op: 'data', link: id }, 'PONG'));

    expect(toRedis).toEqual([
      { t: 'link', op: 'open', link: id, port: 6380 },
      { t: 'link', op: 'data', link: id, body: 'PING' },
    ]);
    expect(toSandbox).toEqual([{ t: 'link', op: 'data', link: 1, body: 'PONG' }]);
    expect([...toPostgres, ...toJudge]).toEqual([]);
    expect(opened).toEqual(['redis']);
  });

  test('of submission and suite never meet, though both number theirs from 1', () => {
    open('sandbox', 1, 5432);
    open('judge', 1, 5432);
    const [ofSandbox, ofJudge] = toPostgres.map(({ link }) => link);

    router.fromTarget(frame({ op: 'data', link: ofJudge }, 'for the suite'));

    expect(ofSandbox).not.toEqual(ofJudge);
    expect(toJudge).toEqual([{ t: 'link', op: 'data', link: 1, body: 'for the suite' }]);
    expect(toSandbox).toEqual([]);
  });

  test('to a port that no service has are closed', () => {
    open('sandbox', 7, 22);

    expect(toSandbox).toEqual([{ t: 'link', op: 'close', link: 7 }]);
    expect(opened).toEqual([]);
  });

  test.each([['close'], ['end']])('are forgotten after %s of both sides, and what comes later goes nowhere', (op) => {
    open('sandbox', 1, 5432);
    const link = toPostgres[0]?.['link'];
    router.fromSource('sandbox', frame({ op, link: 1 }));
    router.fromTarget(frame({ op, link }));
    toSandbox.length = toPostgres.length = 0;

    router.fromSource('sandbox', frame({ op: 'data', link: 1 }, 'late'));
    router.fromTarget(frame({ op: 'data', link }, 'late'));

    expect([...toPostgres, ...toSandbox]).toEqual([]);
  });
});

describe('a wire', () => {
  test('that is cut breaks what is open and refuses what is new, for the submission alone', () => {
    open('sandbox', 1, 5432);
    open('judge', 1, 5432);
    const [ofSandbox] = toPostgres.map(({ link }) => link);

    router.setConditions('sandbox', 'postgres', { wire: 'cut', delayMs: 0 });
    open('sandbox', 2, 5432);

    expect(toSandbox).toEqual([
      { t: 'link', op: 'close', link: 1 },
      { t: 'link', op: 'close', link: 2 },
    ]);
    expect(toPostgres.at(-1)).toEqual({ t: 'link', op: 'close', link: ofSandbox });
    expect(toJudge).toEqual([]);
  });

  test('that hangs holds everything in order, until it is up again', () => {
    open('sandbox', 1, 5432);
    router.setConditions('sandbox', 'postgres', { wire: 'hung', delayMs: 0 });
    router.fromSource('sandbox', frame({ op: 'data', link: 1 }, 'a'));
    router.fromSource('sandbox', frame({ op: 'data', link: 1 }, 'b'));
    const whileHung = toPostgres.length;

    router.clearConditions('postgres');

    expect(whileHung).toBe(1);
    expect(toPostgres.slice(1).map(({ body }) => body)).toEqual(['a', 'b']);
  });

  test('that is slow delivers later, in order, and nothing overtakes when it is quick again', () => {
    vi.useFakeTimers();
    try {
      open('sandbox', 1, 5432);
      router.setConditions('sandbox', 'postgres', { wire: 'up', delayMs: 200 });
      router.fromSource('sandbox', frame({ op: 'data', link: 1 }, 'slow'));
      vi.advanceTimersByTime(100);
      router.clearConditions('postgres');
      router.fromSource('sandbox', frame({ op: 'data', link: 1 }, 'quick'));
      const early = toPostgres.length;
      vi.advanceTimersByTime(200);

      expect(early).toBe(1);
      expect(toPostgres.slice(1).map(({ body }) => body)).toEqual(['slow', 'quick']);
    } finally {
      vi.useRealTimers();
    }
  });
});
