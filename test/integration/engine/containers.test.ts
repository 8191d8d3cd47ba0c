import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContainerRole } from '../../../src/engine/container.ts';
import { ownerLabel } from '../../../src/engine/docker/owner.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { ask, buildProbeImage, engineHere, limits, openEngineHere } from './probe-engine.ts';

const MiB = 1024 * 1024;

describe.skipIf(engineHere === undefined)('a container', () => {
  let engine: Engine;
  let image: string;
  let docker: Docker;

  beforeAll(async () => {
    engine = await openEngineHere();
    image = await buildProbeImage(engine);
    docker = new Docker(engineHere?.kind === 'socket' ? { socketPath: engineHere.path } : undefined);
  });
  afterAll(() => engine.close());

  const open = (role: ContainerRole = 'sandbox', signal?: AbortSignal) =>
    engine.open({ role, image, limits }, signal === undefined ? {} : { signal });

  test.each([
    ['sandbox', 64_000],
    ['judge', 64_001],
    ['tool', 64_004],
  ] as const)('runs a %s as user %i, process 1, without any power', async (role, uid) => {
    await using container = await open(role);

    const status = await ask(
      container,
      `import os
fields = dict(line.rstrip().split(":\\t", 1) for line in open("/proc/self/status") if ":\\t" in line)
return {k: fields[k] for k in ("Pid", "Uid", "Gid", "Groups", "CapEff", "CapPrm", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp")} | {"name": os.uname().nodename}`,
    );

    const none = '0000000000000000';
    expect(status).toMatchObject({
      Pid: '1',
      Uid: Array(4).fill(uid).join('\t'),
      Gid: Array(4).fill(uid).join('\t'),
      CapEff: none,
      CapPrm: none,
      CapBnd: none,
      CapAmb: none,
      NoNewPrivs: '1',
      Seccomp: '2',
      name: role,
    });
  });

  test('can write to /tmp and /work alone, so much and no more', async () => {
    await using container = await open();

    const found = await ask(
      container,
      `import os
def writable(folder):
    try:
        open(folder + "/probe", "w").close()
        os.remove(folder + "/probe")
        return True
    except OSError:
        return False
folders = [f for f, _, _ in os.walk("/") if not f.startswith(("/proc/", "/sys/"))]
sizes = {f: (os.statvfs(f).f_blocks * os.statvfs(f).f_frsize, os.statvfs(f).f_files) for f in ("/tmp", "/work")}
noexec = [bool(os.statvfs(f).f_flag & os.ST_NOEXEC and os.statvfs(f).f_flag & os.ST_NOSUID) for f in sizes]
return {"writable": sorted(filter(writable, folders)), "sizes": sizes, "noexec": noexec, "mode": oct(os.stat("/work").st_mode)}`,
    );

    expect(found).toEqual({
      writable: ['/dev/shm', '/tmp', '/work'],
      sizes: { '/tmp': [limits.diskBytes, limits.diskEntries], '/work': [limits.diskBytes, limits.diskEntries] },
      noexec: [true, true],
      mode: '0o40700',
    });
  });

  test('sees no network and nothing of this host', async () => {
    await using container = await open();

    const found = await ask(
      container,
      `import os, socket
def reach(address):
    try:
        socket.create_connection(address, timeout=2)
        return "reached"
    except OSError as error:
        return error.errno
return {"interfaces": os.listdir("/sys/class/net"), "out": reach(("192.0.2.1", 80)), "gateway": reach(("172.17.0.1", 22)),
        "env": sorted(os.environ), "mounts": open("/proc/mounts").read()}`,
    );

    expect(found).toMatchObject({ interfaces: ['lo'], out: 101, gateway: 101, env: ['HOME', 'HOSTNAME', 'LANG', 'PATH'] });
    expect(JSON.stringify(found)).not.toContain(hostname() === 'sandbox' ? '\0' : `"${hostname()}"`);
  });

  test('is limited in memory, processes, open files, file size and queues', async () => {
    await using container = await open();

    const found = await ask(
      container,
      `import os, resource, time
def read(*paths):
    for path in paths:
        try:
            return open(path).read().strip()
        except OSError:
            pass
children = []
try:
    while True:
        pid = os.fork()
        if pid == 0:
            time.sleep(60)
            os._exit(0)
        children.append(pid)
except BlockingIOError:
    pass
for pid in children:
    os.kill(pid, 9)
    os.waitpid(pid, 0)
get = lambda name: resource.getrlimit(getattr(resource, name))[1]
return {"memory": read("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"),
        "processes": len(children) + 1, "files": get("RLIMIT_NOFILE"), "size": get("RLIMIT_FSIZE"), "core": get("RLIMIT_CORE"),
        "stack": get("RLIMIT_STACK"), "queue": get("RLIMIT_MSGQUEUE")}`,
    );

    expect(found).toEqual({
      memory: String(limits.memoryBytes),
      processes: limits.processes,
      files: limits.openFiles,
      size: limits.fileBytes,
      core: 0,
      stack: 8 * MiB,
      queue: 0,
    });
  });

  test('cannot make the system calls that open a way out', async () => {
    await using container = await open();

    const found = await ask(
      container,
      `import ctypes, os, platform, socket
libc = ctypes.CDLL(None, use_errno=True)
x86 = platform.machine() == "x86_64"
calls = {"ptrace": (101, 117), "process_vm_readv": (310, 270), "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40),
  "pivot_root": (155, 41), "keyctl": (250, 219), "add_key": (248, 217), "bpf": (321, 280), "perf_event_open": (298, 241),
  "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "personality": (135, 92), "kexec_load": (246, 104), "init_module": (175, 105),
  "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180), "name_to_handle_at": (303, 264),
  "open_by_handle_at": (304, 265), "memfd_create": (319, 279), "chroot": (161, 51), "pidfd_getfd": (438, 438)}
def errno_of(number, *args):
    ctypes.set_errno(0)
    libc.syscall(number, *args)
    return ctypes.get_errno()
errnos = {name: errno_of(numbers[0 if x86 else 1], 0, 0, 0, 0, 0) for name, numbers in calls.items()}
errnos["clone into a user namespace"] = errno_of(56 if x86 else 220, 0x10000000, 0, 0, 0, 0)
families = []
for family in range(1, 46):
    try:
        socket.socket(family, socket.SOCK_DGRAM).close()
        families.append(family)
    except OSError as error:
        if error.errno != 1: families.append([family, error.errno])
return {"errnos": errnos, "clone3": errno_of(435, 0, 0), "families": families}`,
    );

    expect(found).toMatchObject({ clone3: 38, families: [1, 2, 10] });
    const errnos = Object.entries(Object(found).errnos);
    expect(errnos.filter(([, errno]) => errno !== 1)).toEqual([]);
  });

  test.each([
    [
      'threads',
      'import threading\nout = []\nt = [threading.Thread(target=out.append, args=(i,)) for i in range(8)]\n[x.start() for x in t]\n[x.join() for x in t]\nreturn len(out)',
      8,
    ],
    [
      'subprocess',
      'import subprocess\nreturn subprocess.run(["sh", "-c", "echo hello | cat"], capture_output=True, text=True).stdout',
      'hello\n',
    ],
    [
      'a multiprocessing pool',
      'import multiprocessing\nwith multiprocessing.get_context("fork").Pool(2) as pool:\n    return pool.map(abs, [-1, -2])',
      [1, 2],
    ],
    [
      'a process pool',
      'import concurrent.futures as f, multiprocessing as m\nwith f.ProcessPoolExecutor(2, m.get_context("fork")) as pool:\n    return list(pool.map(abs, [-1, -2]))',
      [1, 2],
    ],
    [
      'shared memory',
      'from multiprocessing import shared_memory, resource_tracker\nm = shared_memory.SharedMemory(create=True, size=10, track=False)\nm.buf[0] = 7\nvalue = m.buf[0]\nm.close()\nm.unlink()\nreturn value',
      7,
    ],
    [
      'asyncio with a server on localhost',
      'import asyncio\nasync def main():\n    server = await asyncio.start_server(lambda r, w: (w.write(b"hi"), w.close()), "localhost", 0)\n    reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1]) if server.sockets[0].family == 2 else await asyncio.open_connection("::1", server.sockets[0].getsockname()[1])\n    return (await reader.read()).decode()\nreturn asyncio.run(main())',
      'hi',
    ],
    [
      'asyncio subprocesses',
      'import asyncio\nasync def main():\n    p = await asyncio.create_subprocess_exec("echo", "hi", stdout=-1)\n    return (await p.communicate())[0].decode()\nreturn asyncio.run(main())',
      'hi\n',
    ],
    [
      'sqlite3 in WAL mode',
      'import sqlite3\ndb = sqlite3.connect("/tmp/x.db")\ndb.execute("pragma journal_mode=wal")\ndb.execute("create table t(a)")\ndb.execute("insert into t values (5)")\ndb.commit()\nreturn db.execute("select a from t").fetchone()',
      [5],
    ],
    [
      'tempfile and shutil',
      'import tempfile, shutil, os\nd = tempfile.mkdtemp()\nopen(d + "/a", "w").write("x")\nshutil.copytree(d, d + "2")\nreturn os.listdir(d + "2")',
      ['a'],
    ],
    [
      'signals and timers',
      'import signal, time\ngot = []\nsignal.signal(signal.SIGALRM, lambda *a: got.append(1))\nsignal.setitimer(signal.ITIMER_REAL, 0.01)\ntime.sleep(0.2)\nreturn got',
      [1],
    ],
    ['mmap', 'import mmap\nm = mmap.mmap(-1, 4096)\nm[:2] = b"ok"\nreturn m[:2].decode()', 'ok'],
    ['pseudo terminals', 'import os, pty\nm, s = pty.openpty()\nreturn os.isatty(s)', true],
  ])('runs %s', async (_, body, value) => {
    await using container = await open();

    expect(await ask(container, body)).toEqual(value);
  });

  test('carries bytes both ways unchanged, and ends when its input does', async () => {
    await using container = await open();
    const sent = Buffer.from(Array.from({ length: 3 * MiB }, (_, at) => (at * 31 + (at >> 8)) % 256));
    container.stdin.write(
      `${JSON.stringify('import shutil, sys\nsys.stdout.buffer.write(sys.stdin.buffer.read())\nsys.stdout.flush()')}\n`,
    );

    container.stdin.end(sent);

    const received = await buffer(container.stdout);
    const echo = received.subarray(0, sent.length);
    expect(echo.equals(sent)).toBe(true);
    expect(received.subarray(sent.length).toString()).toBe('{"value": null}\n');
    expect(await container.exited).toEqual({ exitCode: 0, oomKilled: false });
  });

  test('stops writing when nobody reads, and can be killed all the same', async () => {
    await using container = await open();
    container.stdin.write(`${JSON.stringify('import sys\nwhile True: sys.stdout.write("x" * 1_000_000)')}\n`);
    await sleep(500);

    const buffered = container.stdout.readableLength;
    await container.kill();

    expect(buffered).toBeLessThan(MiB);
    expect(await container.exited).toEqual({ exitCode: 137, oomKilled: false });
  });

  test('keeps the end of stderr', async () => {
    await using container = await open();

    await ask(container, 'import sys\nsys.stderr.write("x" * 100_000 + "the end")\nsys.stderr.flush()');
    container.stdin.end();
    await container.exited;
    await text(container.stdout);

    expect(container.stderrTail()).toMatch(/^x+the end$/);
    expect(container.stderrTail().length).toBe(16 * 1024);
  });

  test('that runs out of memory says so', async () => {
    await using container = await open();
    container.stdin.write(`${JSON.stringify('x = []\nwhile True: x.append(bytearray(b"x" * 10_000_000))')}\n`);

    expect(await container.exited).toMatchObject({ exitCode: 137, oomKilled: true });
  });

  test('ends as it likes, and that is no error', async () => {
    await using container = await open();
    container.stdin.write(`${JSON.stringify('import os\nos._exit(7)')}\n`);

    expect(await container.exited).toEqual({ exitCode: 7, oomKilled: false });
  });

  test('leaves nothing behind when it is disposed of, twice over', async () => {
    const container = await open();

    await Promise.all([container[Symbol.asyncDispose](), container[Symbol.asyncDispose]()]);

    expect(await exists(container.id)).toBe(false);
    await expect(text(container.stdout)).resolves.toBe('');
    await container.kill();
  });

  test('that somebody else removed is disposed of without an error', async () => {
    const container = await open();

    await docker.getContainer(container.id).remove({ force: true });

    await container[Symbol.asyncDispose]();
    expect(await exists(container.id)).toBe(false);
  });

  test.each([0, 10, 40, 80, 150])('leaves nothing behind when opening it is aborted after %i ms', async (delayMs) => {
    await using quiet = await openEngineHere();
    const controller = new AbortController();
    const before = await ownIds();

    const opening = quiet.open({ role: 'sandbox', image, limits }, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('no longer wanted')), delayMs);
    const outcome = await opening.then(
      (container) => container[Symbol.asyncDispose](),
      (error) => error.message,
    );

    expect([undefined, 'no longer wanted']).toContain(outcome);
    expect(await ownIds()).toEqual(before);
  });

  test('of an image that is not there is an error with a way out', async () => {
    await expect(engine.open({ role: 'judge', image: 'waymark/judge:0000', limits })).rejects.toMatchObject({
      code: 'WAYMARK_RUNNER_IMAGE_MISSING',
      next: expect.stringContaining('waymark images build'),
    });
  });

  test('that cannot start is an error, and leaves nothing behind', async () => {
    const before = await ownIds();

    await expect(engine.open({ role: 'sandbox', image, limits: { ...limits, memoryBytes: 1024 } })).rejects.toMatchObject({
      code: 'WAYMARK_ENGINE_FAILED',
    });

    expect(await ownIds()).toEqual(before);
  });

  test('is gone when its engine is closed, even while it was being opened', async () => {
    const closing = await openEngineHere();
    const opened = await closing.open({ role: 'sandbox', image, limits });
    const opening = closing.open({ role: 'sandbox', image, limits });

    await closing.close();

    expect(await exists(opened.id)).toBe(false);
    expect(await exists((await opening).id)).toBe(false);
    await expect(closing.open({ role: 'sandbox', image, limits })).rejects.toMatchObject({ code: 'WAYMARK_ENGINE_FAILED' });
  });

  test('of an orchestrator that was killed is swept, and not a moment before', async () => {
    const owner = spawn(process.execPath, [join(import.meta.dirname, 'leave-behind.ts'), image], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [id] = await once(createInterface({ input: owner.stdout }), 'line');

    await engine.sweep();
    const whileAlive = await exists(id);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    await engine.sweep();

    expect(whileAlive).toBe(true);
    expect(await exists(id)).toBe(false);
  });

  test.each([
    ['another host', `1@not-${hostname()}@-`],
    ['a label we do not understand', 'somebody'],
  ])('of %s is not swept', async (_, owner) => {
    const { id } = await docker.createContainer({ Image: image, Labels: { [ownerLabel]: owner } });

    await engine.sweep();

    expect(await exists(id)).toBe(true);
    await docker.getContainer(id).remove();
  });

  async function exists(id: string): Promise<boolean> {
    return docker
      .getContainer(id)
      .inspect()
      .then(
        () => true,
        () => false,
      );
  }

  /** Containers of this process, whichever of its engines made them. */
  async function ownIds(): Promise<string[]> {
    const all = await docker.listContainers({ all: true, filters: { label: [ownerLabel] } });
    return all.filter(({ Labels: labels }) => labels[ownerLabel]?.startsWith(`${process.pid}@`)).map(({ Id: id }) => id);
  }
});
