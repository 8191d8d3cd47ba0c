import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseResult } from '../../../src/model/verdict.ts';
import { type Bench, engineHere, fourTests, honestBut, openBench, smallLimits, titled } from './grading-bench.ts';

let bench: Bench;

describe.skipIf(engineHere === undefined)(titled('a submission that attacks in one test'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const limit = (name: keyof typeof smallLimits) => ({ limit: name, ceiling: smallLimits[name] });
  const time = { status: 'timeout', limit: limit('testTimeMs') } as const;
  const memory = { status: 'memory-limit', limit: limit('memoryBytes') } as const;
  const output = { status: 'output-limit', limit: limit('outputBytes') } as const;
  const processes = { status: 'process-limit', limit: limit('processes') } as const;
  const passed = { status: 'passed', points: 3 } as const;

  test.each<[string, string, Partial<CaseResult> | Record<string, unknown>]>([
    ['is honest', '', passed],
    ['gives a wrong value', 'victim = lambda n: n', { status: 'failed', comparison: { actual: '3', expected: '6' } }],
    ['lacks the name', 'del victim', { status: 'error', message: expect.stringContaining('victim') }],
    ['takes other arguments', 'def victim(): return 6', { status: 'error', error: { type: 'TypeError' } }],
    [
      'raises',
      'def victim(n):\n    raise KeyError("no")',
      { status: 'error', error: { type: 'KeyError', traceback: [{ file: 'solution.py', source: 'raise KeyError("no")' }] } },
    ],
    ['loops for ever', 'def victim(n):\n    while True:\n        pass', time],
    ['loops for ever in C', 'def victim(n):\n    return sum(range(10 ** 15))', time],
    ['sleeps', 'import time\ndef victim(n):\n    time.sleep(60)', time],
    [
      'loops for ever and listens to no signal',
      'import signal\ndef victim(n):\n    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass',
      time,
    ],
    ['reads from address 0', 'import ctypes\ndef victim(n):\n    ctypes.string_at(0)', { status: 'crashed', signal: 'SIGSEGV' }],
    ['ends with os._exit(0)', 'def victim(n):\n    os._exit(0)', { status: 'crashed', exitCode: 0 }],
    ['ends with sys.exit()', 'import sys\ndef victim(n):\n    sys.exit()', { status: 'error' }],
    ['aborts', 'def victim(n):\n    os.abort()', { status: 'crashed', signal: 'SIGABRT' }],
    ['stops itself', 'import signal\ndef victim(n):\n    os.kill(os.getpid(), signal.SIGSTOP)', time],
    [
      'kills its parent, process 1 and everybody',
      'import signal\ndef victim(n):\n    for pid in (os.getppid(), 1, -1):\n        try: os.kill(pid, signal.SIGKILL)\n        except OSError: pass\n    return 2 * n',
      passed,
    ],
    [
      'stops its parent and goes on',
      'import signal\ndef victim(n):\n    os.kill(os.getppid(), signal.SIGSTOP)\n    return 2 * n',
      passed,
    ],
    ['is a fork bomb', 'def victim(n):\n    while True:\n        os.fork()', processes],
    ['is a memory bomb', 'def victim(n):\n    x = []\n    while True:\n        x.append(bytearray(b"x" * 10 ** 6))', memory],
    ['floods stdout', 'def victim(n):\n    while True:\n        print("x" * 999)', output],
    ['floods stderr', 'import sys\ndef victim(n):\n    while True:\n        print("x" * 999, file=sys.stderr)', output],
    ['prints one giant line', 'def victim(n):\n    while True:\n        os.write(1, b"x" * 65536)', output],
    [
      'starts a thread that never ends',
      'import threading\ndef victim(n):\n    def loop():\n        while True: pass\n    threading.Thread(target=loop).start()\n    return 2 * n',
      passed,
    ],
    [
      'leaves a daemon behind',
      'import time\ndef victim(n):\n    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0:\n            while True:\n                open(f"/tmp/{time.time()}", "w").close()\n                time.sleep(0.001)\n        os._exit(0)\n    return 2 * n',
      passed,
    ],
    [
      'leaves files and folders behind',
      'def victim(n):\n    for folder in ("/tmp", "/dev/shm", os.getcwd()):\n        os.makedirs(f"{folder}/deep/deeper")\n        open(f"{folder}/deep/.hidden", "w").close()\n        os.chmod(f"{folder}/deep", 0)\n        os.symlink("/etc", f"{folder}/link")\n        os.mkfifo(f"{folder}/fifo")\n    return 2 * n',
      passed,
    ],
    [
      'rewrites its own file',
      'def victim(n):\n    open("solution.py", "w").write("def bystander(n): return 0")\n    return 2 * n',
      passed,
    ],
    [
      'fills the disk',
      'def victim(n):\n    with open("/tmp/x", "wb") as f:\n        while True: f.write(b"x" * 65536)',
      { status: 'error' },
    ],
    [
      'gives an object that equals everything',
      'class Any:\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\ndef victim(n): return Any()',
      { status: 'failed' },
    ],
    [
      'gives an int that equals everything',
      'class Six(int):\n    def __eq__(self, other): return True\n    __hash__ = int.__hash__\ndef victim(n): return Six(6)',
      { status: 'failed' },
    ],
    ['gives a text of its own class', 'class Text(str): pass\ndef victim(n): return Text("6")', { status: 'failed' }],
    ['gives a mock', 'from unittest.mock import MagicMock\ndef victim(n): return MagicMock()', { status: 'failed' }],
    ['gives ANY', 'from unittest.mock import ANY\ndef victim(n): return ANY', { status: 'failed' }],
    [
      'patches the builtins',
      'import builtins, json\ndef victim(n):\n    for name in ("len", "isinstance", "type", "repr", "print", "open", "int", "str", "list"):\n        setattr(builtins, name, lambda *a, **k: 6)\n    json.dumps = json.loads = lambda *a, **k: b"6"\n    return 5',
      { status: expect.stringMatching(/failed|crashed|error/) },
    ],
    ['gives 256 MiB', 'def victim(n): return b"x" * 2 ** 28', memory],
    ['gives 8 MiB', 'def victim(n): return "x" * 2 ** 23', { status: 'error' }],
    ['gives a number of a hundred thousand digits', 'def victim(n): return 10 ** 100_000', { status: 'error' }],
    ['nests without end', 'def victim(n):\n    x = []\n    for _ in range(100_000): x = [x]\n    return x', { status: 'error' }],
    ['gives a list that holds itself', 'def victim(n):\n    x = []\n    x.append(x)\n    return x', { status: 'failed' }],
    ['gives NaN', 'def victim(n): return float("nan")', { status: 'failed', comparison: { actual: 'nan', expected: '6' } }],
    [
      'writes to every descriptor',
      'def victim(n):\n    for fd in range(3, 256):\n        try: os.write(fd, b\'\\0\\0\\0\\x0dv{"t":"int","v":"6"}\')\n        except OSError: pass\n    return 5',
      { status: expect.stringMatching(/failed|crashed/) },
    ],
    ['closes every descriptor', 'def victim(n):\n    os.closerange(0, 256)\n    return 6', { status: 'crashed' }],
    [
      'skips the test',
      'class Skipped(BaseException): pass\nSkipped.__module__ = "_pytest.outcomes"\ndef victim(n): raise Skipped("not today")',
      { status: 'error' },
    ],
    [
      'says that it passed',
      'def victim(n):\n    print("4 passed in 0.01s")\n    return 5',
      { status: 'failed', stdout: '4 passed in 0.01s\n' },
    ],
  ])('%s', async (_, code, victim) => {
    const grading = await bench.grade(await fourTests(), await honestBut(code));

    const { status, cases, score } = grading.verdict;
    const [before, found, leftovers, after] = cases;
    expect(found).toMatchObject({ owner: victim['status'] === 'passed' ? null : 'learner', ...victim });
    expect([before?.status, leftovers, after?.status]).toEqual([
      'passed',
      expect.objectContaining({ status: 'passed' }),
      'passed',
    ]);
    expect(status).toBe('graded');
    expect(score).toMatchObject({ points: victim['status'] === 'passed' ? 8 : 5, maximum: 8 });
  });

  test('uses the time for the grading up: keeps what it has, and earns no more', async () => {
    const exercise = await fourTests({ gradingTimeMs: 1000, testTimeMs: 5000 });

    const { verdict } = await bench.grade(exercise, await honestBut('import time\ndef victim(n): time.sleep(30)'));

    const used = { status: 'timeout', owner: 'learner', points: 0, limit: { limit: 'gradingTimeMs', ceiling: 1000 } };
    expect(verdict.status).toBe('graded');
    expect(verdict.cases).toMatchObject([{ status: 'passed' }, used, used, used]);
    expect(verdict.score).toMatchObject({ points: 2, maximum: 8 });
  });
});

describe.skipIf(engineHere === undefined)(titled('a submission that cannot be imported'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test.each<[string, string, Record<string, unknown>]>([
    ['because it loops for ever', 'while True: pass', { code: 'import.timeout', limit: { limit: 'loadTimeMs', ceiling: 1000 } }],
    ['because it asks for input', 'input("Name? ")', { code: 'import.error', error: { type: 'EOFError' } }],
    [
      'because of its syntax',
      'x = 1\ndef broken(:\n    pass\n',
      { code: 'import.syntax-error', file: 'solution.py', line: expect.any(Number), error: { type: 'SyntaxError' } },
    ],
    [
      'because it raises',
      'x = 1\n\nx / 0',
      { code: 'import.error', file: 'solution.py', error: { type: 'ZeroDivisionError', traceback: [{ source: 'x / 0' }] } },
    ],
    [
      'because what it imports is not there',
      'import numpy_of_mine',
      { code: 'import.error', error: { type: 'ModuleNotFoundError' } },
    ],
    ['because it ends the program', 'os._exit(3)', { code: 'import.crashed', message: expect.stringContaining('exit code 3') }],
    ['because it needs too much memory', 'x = bytearray(b"x" * 2 ** 28)', { code: 'import.memory-limit' }],
    ['because it prints too much', 'while True: print("x" * 1000)', { code: 'import.output-limit' }],
    [
      'because it segfaults',
      'import ctypes\nctypes.string_at(0)',
      { code: 'import.crashed', message: expect.stringContaining('SIGSEGV') },
    ],
  ])('%s says so, and earns nothing', async (_, code, problem) => {
    const { verdict } = await bench.grade(await fourTests({ loadTimeMs: 1000 }), await honestBut(code));

    expect(verdict.status).toBe('import-failed');
    expect(verdict.problem).toMatchObject({ owner: 'learner', next: expect.any(String), ...problem });
    expect(verdict.score).toMatchObject({ points: 0, maximum: 8, passed: false });
    expect(verdict.cases).toHaveLength(4);
  });

  test('because of its syntax names the line', async () => {
    const submission = await honestBut('def broken(:\n    pass');
    const lines = Buffer.from(submission.files[0]?.content ?? '')
      .toString()
      .split('\n');

    const { verdict } = await bench.grade(await fourTests(), submission);

    expect(verdict.problem?.line).toBe(lines.indexOf('def broken(:') + 1);
  });
});
