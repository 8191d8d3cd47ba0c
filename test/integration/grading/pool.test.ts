import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Grading, GradingSession } from '../../../src/grading/grading-session.ts';
import { type Bench, engineHere, exerciseOf, openBench, submissionOf, titled } from './grading-bench.ts';

let bench: Bench;

/** What a submission answers, as the message of the test's failure. */
const suite = 'from solution import look\n\ndef test_look():\n    assert look() == "nothing"\n';

function session(test = suite): GradingSession {
  const { engine, images } = bench;
  return GradingSession.open({ exercise: exerciseOf(test), engine, images, ahead: 2 });
}

function seen({ verdict }: Grading): unknown {
  const [first] = verdict.cases;
  return first?.status === 'passed' ? 'nothing' : (first?.comparison?.actual ?? first?.message ?? first?.status);
}

const ids = "import os\ndef look():\n    return os.readlink('/proc/self/ns/net')\n";

const counters = `
def look():
    found = []
    for name in ("tcp", "tcp6", "udp", "udp6", "raw", "unix"):
        with open("/proc/net/" + name) as lines:
            # A socket of its agent has no name.
            found += [line for line in lines.readlines()[1:] if name != "unix" or len(line.split()) > 7]
    with open("/proc/net/dev") as lines:
        found += [line for line in lines if "lo:" in line and any(int(n) for n in line.split()[1:])]
    with open("/proc/net/snmp") as lines:
        values = [line.split() for line in lines]
    for names, numbers in zip(values[::2], values[1::2]):
        found += [f"{names[0]}{n}={v}" for n, v in zip(names[1:], numbers[1:]) if n not in ("Forwarding", "DefaultTTL", "RtoAlgorithm", "RtoMin", "RtoMax", "MaxConn") and v != "0"]
    return " ".join(found) or "nothing"
`;

/** Each leaves something in its network. */
const users: readonly (readonly [what: string, code: string])[] = [
  [
    'a connection over the loopback',
    's = socket.create_server(("127.0.0.1", 5000))\nc = socket.create_connection(("127.0.0.1", 5000))\np, _ = s.accept()\np.send(b"x")\np.close()\nc.close()',
  ],
  ['a refused connection', 'try:\n    socket.create_connection(("127.0.0.1", 9))\nexcept OSError:\n    pass'],
  ['a connection to nowhere', 'try:\n    socket.create_connection(("192.0.2.1", 9), 0.2)\nexcept OSError:\n    pass'],
  ['a datagram', 'socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9))'],
  ['a datagram over IPv6', 'socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b"x", ("::1", 9))'],
];

describe.skipIf(engineHere === undefined)(titled('sandboxes that wait for submissions'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test('each see one submission, and a network that was not used goes on to another', async () => {
    await using grader = session();

    const networks: unknown[] = [];
    // How soon a network is given back is the engine's to say: a removal takes longer than a grading.
    while (new Set(networks).size === networks.length && networks.length < 40) {
      networks.push(seen(await grader.grade(submissionOf(ids))));
    }

    expect(networks.every((network) => /^net:\[\d+\]$/.test(String(network).replaceAll("'", '')))).toBe(true);
    expect(new Set(networks).size).toBeLessThan(networks.length);
  });

  test.each(users)('find nothing of %s that another made', async (_, code) => {
    await using grader = session();
    const body = code
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n');
    const user = submissionOf(`import socket\ndef look():\n${body}\n    return "nothing"\n`);
    const found = [];

    for (let round = 0; round < 3; round += 1) {
      found.push(seen(await grader.grade(user)), seen(await grader.grade(submissionOf(counters))));
    }

    expect(found).toEqual(Array(6).fill('nothing'));
  });

  test('do not reach each other, over loopback or by a name', async () => {
    await using grader = session();
    const listen = `
import socket, time
def look():
    servers = [socket.create_server(("127.0.0.1", 5000)), socket.socket(socket.AF_UNIX)]
    servers[1].bind("\\0waymark")
    servers[1].listen()
    for server in servers:
        server.settimeout(0.7)
        try:
            server.accept()
            return "a connection"
        except TimeoutError:
            pass
    return "nothing"
`;
    const knock = `
import socket, time
def look():
    end = time.monotonic() + 1
    while time.monotonic() < end:
        for family, address in ((socket.AF_INET, ("127.0.0.1", 5000)), (socket.AF_UNIX, "\\0waymark")):
            try:
                socket.socket(family).connect(address)
                return "a server"
            except OSError:
                pass
        time.sleep(0.02)
    return "nothing"
`;
    await grader.grade(submissionOf(counters));

    const both = await Promise.all([listen, knock].map((code) => grader.grade(submissionOf(code))));

    expect(both.map(seen)).toEqual(['nothing', 'nothing']);
  });

  test('are replaced when they, or the holders of their networks, are taken away', async () => {
    await using grader = session();
    await grader.grade(submissionOf(counters));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const parked = await bench.docker.listContainers({ filters: { label: ['dev.waymark.role'] } });
    const mine = await bench.containers();
    const gone = parked.filter(({ Id, Labels }) => mine.includes(Id) && Labels['dev.waymark.role'] !== 'judge');
    expect(new Set(gone.map(({ Labels }) => Labels['dev.waymark.role']))).toEqual(new Set(['sandbox', 'holder']));
    await Promise.all(gone.map(({ Id }) => bench.docker.getContainer(Id).remove({ force: true })));

    expect(seen(await grader.grade(submissionOf(counters)))).toBe('nothing');
    expect(seen(await grader.grade(submissionOf(counters)))).toBe('nothing');
  });

  test('leave nothing behind at the end', async () => {
    const grader = session();
    await grader.grade(submissionOf(counters));

    await grader[Symbol.asyncDispose]();

    await expect.poll(() => bench.containers(), { timeout: 10_000 }).toEqual([]);
  });
});
