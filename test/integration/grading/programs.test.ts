import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, engineHere, exerciseOf, openBench, smallLimits, submissionOf, titled } from './grading-bench.ts';

let bench: Bench;

/** A program that echoes, and what one test of it expects; two others stand around it and must not notice. */
const suite = `
def test_before(cli):
    assert cli.run(["before"], stdin="").stdout == "before\\n"


def test_victim(cli):
    result = cli.run(["victim"], stdin="1\\n2\\n", files={"in.txt": "given"})
    assert result.check().stdout == "victim\\n"
    assert result.files == {"out.txt": b"done"}


def test_after(cli):
    assert cli.run(["after"]).stdout == "after\\n"
`;

/** The honest program; \`victim\` is what it does when it is called so. */
const program = (victim: string): string =>
  [
    'import ctypes, os, signal, subprocess, sys, threading, time',
    'if sys.argv[1] == "victim":',
    ...victim.split('\n').map((line) => `    ${line}`),
    'print(sys.argv[1])',
    'sys.exit(0)',
  ].join('\n');

const write = 'open("out.txt", "w").write("done")';

describe.skipIf(engineHere === undefined)(titled('a submission that is run as a program'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const limit = (name: keyof typeof smallLimits) => ({ limit: name, ceiling: smallLimits[name] });
  const passed = { status: 'passed' } as const;
  const failed = (said: string) => ({ status: 'failed', explanation: expect.stringContaining(said) });
  const time = { status: 'timeout', limit: limit('testTimeMs') };

  test.each<[string, string, Record<string, unknown>]>([
    ['is honest', write, passed],
    [
      'prints something else',
      `${write}\nprint("more")`,
      {
        status: 'failed',
        message: 'After python solution.py victim something else was there than was expected.',
        comparison: { actual: String.raw`'more\nvictim\n'`, expected: String.raw`'victim\n'` },
        stdout: 'more\nvictim\n',
      },
    ],
    ['writes nothing', 'pass', { status: 'failed', comparison: { actual: '{}' } }],
    ['raises', 'raise KeyError("no")', { ...failed("KeyError: 'no'"), stderr: expect.stringContaining('line 3') }],
    [
      'ends with a code',
      'sys.exit(3)',
      failed('python solution.py victim ended with exit code 3, and exit code 0 was expected.'),
    ],
    ['loops for ever', 'while True: pass', time],
    ['sleeps and listens to no signal', 'signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\ntime.sleep(60)', time],
    ['stops itself', 'os.kill(os.getpid(), signal.SIGSTOP)', time],
    ['reads from address 0', 'ctypes.string_at(0)', failed('was ended by SIGSEGV')],
    ['aborts', 'os.abort()', failed('was ended by SIGABRT')],
    ['floods stdout', 'while True: print("x" * 999)', { status: 'output-limit', limit: limit('outputBytes') }],
    ['floods stderr', 'while True: os.write(2, b"x" * 65536)', { status: 'output-limit', limit: limit('outputBytes') }],
    [
      'is a memory bomb',
      'x = []\nwhile True: x.append(bytearray(b"x" * 10 ** 6))',
      { status: 'memory-limit', limit: limit('memoryBytes') },
    ],
    ['is a fork bomb', 'while True: os.fork()', { status: expect.stringMatching(/process-limit|memory-limit|timeout/) }],
    ['reads stdin to its end', `assert sys.stdin.read() == "1\\n2\\n"\n${write}`, passed],
    ['reads stdin without end', 'while True: sys.stdin.readline()', time],
    ['reads no stdin', `os.close(0)\n${write}`, passed],
    ['closes stdout early and goes on', `${write}\nos.write(1, b"victim\\n")\nos.close(1)\ntime.sleep(0.1)\nos._exit(0)`, passed],
    ['closes all its streams and goes on for ever', 'os.closerange(0, 256)\nwhile True: time.sleep(1)', time],
    ['leaves a child behind that keeps the streams', `${write}\nsubprocess.Popen(["sleep", "60"])`, passed],
    [
      'leaves a child behind that is its own master, and prints for ever',
      `${write}\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(0.05)\n    while True: os.write(1, b"child")`,
      { status: expect.stringMatching(/failed|passed/) },
    ],
    ['writes thousands of files', 'for n in range(1500): open(f"{n}.txt", "w").close()', failed('wrote 1500 files')],
    ['fills the disk', 'with open("x", "wb") as f:\n    while True: f.write(b"x" * 65536)', failed('ended with exit code 1')],
    ['writes a large file', 'open("out.txt", "w").write("x" * 300_000)', { status: 'failed' }],
    ['writes a link in place of the file', 'os.symlink("/etc/passwd", "out.txt")', { status: 'failed' }],
    [
      'writes links and pipes beside the file',
      `${write}\nos.symlink("/", "root")\nos.symlink("/etc/passwd", "passwd")\nos.mkfifo("pipe")`,
      passed,
    ],
    ['closes its folder', `${write}\nos.mkdir("shut")\nos.chmod("shut", 0)`, passed],
    ['removes its folder', 'import shutil\nshutil.rmtree(os.getcwd())', { status: 'failed' }],
    [
      'prints what is no text',
      'os.write(1, b"\\xff\\xfe\\x00\\x1b[31m")',
      { status: 'failed', comparison: { actual: expect.stringContaining('xff') } },
    ],
    ['names a file in no encoding', `${write}\nopen(b"\\xff", "w").close()`, { status: 'failed' }],
    ['kills its parent', 'os.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(1)', { status: 'crashed', signal: 'SIGKILL' }],
    ['kills everybody', 'os.kill(-1, signal.SIGKILL)\ntime.sleep(1)', { status: 'crashed', signal: 'SIGKILL' }],
    ['stops its parent', 'os.kill(os.getppid(), signal.SIGSTOP)', time],
    [
      'writes to the descriptors of its parent',
      'for fd in range(3, 64):\n    try: os.write(os.open(f"/proc/{os.getppid()}/fd/{fd}", os.O_WRONLY), b"v")\n    except OSError: pass\nsys.exit(1)',
      { status: expect.stringMatching(/failed|crashed|error/) },
    ],
    ['removes the files of the tests around it', `${write}\nimport shutil\nshutil.rmtree("/work", ignore_errors=True)`, passed],
  ])('%s', async (_, victim, found) => {
    const { verdict } = await bench.grade(exerciseOf(suite), submissionOf(program(victim)));

    expect(verdict.status).toBe('graded');
    expect(verdict.cases.map(({ status }) => status)).toEqual(['passed', expect.any(String), 'passed']);
    expect(verdict.cases[1]).toMatchObject(found);
  });
});

/** Does what its first argument says. Nothing of it can be imported: at its top level it parses its arguments and exits. */
const tool = `
import argparse, os, signal, subprocess, sys, time

parser = argparse.ArgumentParser(prog="tool")
parser.add_argument("do")
parser.add_argument("rest", nargs="*")
args = parser.parse_args()


def greet():
    print("This is a greeter.")
    name = input("Name? ")
    print(f"Hello, {name}!")
    for line in sys.stdin:
        print(f"{name} said {line.strip()}", file=sys.stderr)
    print("Bye.")


def serve():
    def stop(number, frame):
        print("stopping", flush=True)
        sys.exit(7)

    signal.signal(signal.SIGTERM, stop)
    print("ready")
    while True:
        signal.pause()


def secret():
    import getpass
    print("tty", sys.stdin.isatty(), sys.stdout.isatty(), *os.get_terminal_size())
    print("got", getpass.getpass("Password: "))
    print("end", repr(sys.stdin.read()))


def count():
    print("counting")
    for n in range(int(args.rest[0])):
        print(n)


def show():
    print(sorted(os.listdir()), len(sys.stdin.buffer.read()))
    for name, value in sorted(os.environ.items()):
        print(name, "=", value)


def edit():
    text = open("in.txt").read()
    open("out/deep/new.txt", "w").write(text.upper())
    open("changed.txt", "a").write("!")
    os.remove("gone.txt")
    open("latin.txt", "wb").write(b"caf\\xe9")
    open("big.bin", "wb").write(b"x" * 200_000)


def bytes_():
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(data)


def unready():
    for byte in b"0123456789" * 60 + b"x":
        os.write(1, bytes([byte]))


globals()[args.do]()
sys.exit(0)
`;

describe.skipIf(engineHere === undefined)(titled('a suite that runs programs'), () => {
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const grade = async (body: string, code = tool) => {
    const test = `import re\nimport pytest\n\n\ndef test_it(cli):\n${body.replaceAll(/^(?=.)/gmu, '    ')}\n`;
    const { verdict } = await bench.grade(exerciseOf(test), submissionOf(code));
    expect(verdict.status).toBe('graded');
    return verdict.cases[0];
  };

  test.each<[string, string]>([
    [
      'gives a program a small environment and a folder of its own',
      `
result = cli.run(["show"], env={"A": "1", "TERM": None}, files={"data/x.txt": b"x"}, stdin="é" * 300_000).check()
names, *variables = result.stdout.splitlines()
assert names == "['data', 'solution.py'] 600000"
assert variables == [
    "A = 1",
    f"HOME = {result.folder}",
    "LANG = C.UTF-8",
    "LC_CTYPE = C.UTF-8",
    "PATH = /usr/local/bin:/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE = 1",
    "PYTHONHASHSEED = 0",
] or variables == [line for line in variables if not line.startswith("LC_")]
assert result.files == {} and result.removed == () and result.left_out == {}
assert cli.run(["show"]).folder != result.folder`,
    ],
    [
      'sees what a program wrote, changed and removed',
      `
given = {"in.txt": "abc", "out/deep/old.txt": "", "changed.txt": "x", "gone.txt": "", "same.txt": ""}
result = cli.run(["edit"], files=given).check()
assert sorted(result.files) == ["big.bin", "changed.txt", "latin.txt", "out/deep/new.txt"]
assert result.text("out/deep/new.txt") == "ABC"
assert result.files["changed.txt"] == b"x!"
assert len(result.files["big.bin"]) == 200_000
assert result.removed == ("gone.txt",)`,
    ],
    [
      'goes on in the folder of an earlier run',
      `
first = cli.run(["edit"], files={"in.txt": "a", "out/deep/old.txt": "", "gone.txt": ""})
second = cli.run(["edit"], cwd=first.folder, files={"in.txt": "b", "gone.txt": "again"})
assert (second.folder, second.text("out/deep/new.txt"), second.text("changed.txt")) == (first.folder, "B", "!!")
assert "in.txt" not in second.files`,
    ],
    [
      'takes and gives large input and output as bytes',
      `
data = bytes(range(256)) * 800
result = cli.run(["bytes_"], stdin=data)
assert result.stdout_bytes == data
assert cli.run(["bytes_"], stdin=b"\\xe9t\\xc3\\xa9").stdout == "\\\\xe9té"`,
    ],
    [
      'runs modules, other files and other programs',
      `
assert cli.run(["x"], module="lib", files={"lib/__init__.py": "", "lib/__main__.py": "import sys; print(sys.argv[1:])"}).stdout == "['x']\\n"
assert cli.run(program="bin/a.py", files={"bin/a.py": "print(__file__.rpartition('/')[2])"}).stdout == "a.py\\n"
assert cli.run(["run.sh", "me"], command=["sh"], files={"run.sh": "echo hello $1 >&2; exit 4"}).stderr == "hello me\\n"
assert cli.run(command=["sh", "-c", "kill -HUP $$"]).signal == "SIGHUP"`,
    ],
    [
      'talks to a program',
      `
with cli.start(["greet"]) as program:
    assert program.expect("Name? ").string == "This is a greeter.\\nName? "
    program.send_line("Ada")
    assert program.expect(re.compile(r"Hello, (\\w+)!\\n"))[1] == "Ada"
    program.send("one\\ntwo\\n")
    program.expect("Ada said two", stderr=True)
    assert program.is_running()
    program.close_stdin()
    assert program.read_line() == "Bye."
    result = program.wait()
assert (result.exit_code, result.signal) == (0, None)
assert result.stdout == "This is a greeter.\\nName? Hello, Ada!\\nBye.\\n"
assert result.stderr == "Ada said one\\nAda said two\\n"
program.send_line("lost")
program.send_signal("SIGTERM")
assert not program.is_running() and program.wait() is result`,
    ],
    [
      'sends signals',
      `
with cli.start(["serve"]) as program:
    program.expect("ready\\n")
    program.send_signal("SIGTERM")
    assert program.wait().exit_code == 7
with cli.start(["serve"]) as program:
    program.expect("ready\\n")
    program.kill()
    result = program.wait()
    assert (result.exit_code, result.signal) == (None, "SIGKILL")
with cli.start(["serve"]) as left:
    left.expect("ready\\n")
assert left.wait().signal == "SIGKILL"`,
    ],
    [
      'gives a program a terminal',
      `
with cli.start(["secret"], tty=True) as program:
    program.expect("tty True True 80 24\\n")
    program.expect("Password: ")
    program.send_line("hunter2")
    program.expect("got hunter2\\n")
    program.send_line("rest")
    program.close_stdin()
    assert program.wait().check().stdout.endswith("end 'rest\\\\n'\\n")
with cli.start(["serve"], tty=True) as program:
    program.expect("ready\\n")
    program.send("\\x03")
    result = program.wait()
    assert result.signal == "SIGINT" or result.exit_code == 130
    assert "KeyboardInterrupt" in result.stdout`,
    ],
    [
      'has two programs running at once',
      `
with cli.start(["greet"]) as one, cli.start(["greet"]) as other:
    other.expect("Name? ")
    one.expect("Name? ")
    one.send_line("One")
    other.send_line("Other")
    one.expect("Hello, One!")
    other.expect("Hello, Other!")`,
    ],
    [
      'finds a pattern in what comes byte by byte',
      `assert cli.start(["unready"]).expect(re.compile("(\\\\d+)x"))[1] == "0123456789" * 60`,
    ],
  ])('%s', async (_, body) => {
    expect(await grade(body)).toMatchObject({ status: 'passed' });
  });

  test.each<[string, string, string]>([
    [
      'a program that does not print in time what is waited for',
      'cli.start(["greet"]).expect("Nome? ", within=0.5)',
      "python solution.py greet had not printed 'Nome? ' after 0.5 s.\nSince the last match it printed:\nThis is a greeter.\nName? ",
    ],
    [
      'a program that ends before it has printed it',
      'cli.start(["count", "2"]).expect(re.compile("a[bc]"))',
      "python solution.py count 2 ended with exit code 0 before it printed something like 'a[bc]'.\nSince the last match it printed:\ncounting\n0\n1\n",
    ],
    [
      'a program that is silent and complains',
      'cli.start(["count"]).expect("x")',
      "python solution.py count ended with exit code 1 before it printed 'x'.\nSince the last match it printed:\ncounting\n\nIts stderr:\nTraceback (most recent call last):",
    ],
    [
      'a line that does not come',
      'cli.start(["count", "0"]).read_line() and cli.start(["greet"]).expect("Name?") and cli.start(["edit"]).read_line()',
      'python solution.py edit ended with exit code 1 before it printed another line. Nothing was printed there since the last match.\nIts stderr:\nTraceback',
    ],
    [
      'a program that takes too long',
      'cli.run(["serve"], timeout=0.3)',
      'python solution.py serve was still running after 0.3 s.',
    ],
    [
      'a wait that takes too long',
      'cli.start(["serve"]).wait(within=0.1)',
      'python solution.py serve was still running after 0.1 s.',
    ],
    [
      'a file that was not written',
      'cli.run(["count", "1"]).text("a.txt")',
      'python solution.py count 1 was to write the file a.txt, and wrote no file.',
    ],
    [
      'a file that is no text',
      'cli.run(["edit"], files={"in.txt": "", "out/deep/x": "", "gone.txt": ""}).text("latin.txt")',
      'The file latin.txt, written by python solution.py edit, is not UTF-8: byte 4 is 0xe9.',
    ],
    [
      'a file that is missing in the submission',
      'cli.run(["x"], program="other.py")',
      'python other.py x cannot be run: the submission has no file other.py. It has solution.py.',
    ],
    [
      'a program that is not in the sandbox',
      'cli.run(command=["no-such-tool"])',
      'no-such-tool cannot be run: there is no no-such-tool in the sandbox.',
    ],
    [
      'a flood that the limit of a test allows',
      'cli.run(["count", "999999"])',
      'python solution.py count 999999 printed more than 1 MiB and was stopped.',
    ],
  ])('explains %s', async (_, body, said) => {
    const limits = { ...smallLimits, outputBytes: 8 * 1024 * 1024, testTimeMs: 5000 };
    const test = `import re\n\n\ndef test_it(cli):\n    ${body}\n`;

    const { verdict } = await bench.grade(exerciseOf(test, { limits }), submissionOf(tool));

    expect(verdict.cases[0]).toMatchObject({ status: 'failed', owner: 'learner', explanation: expect.stringContaining(said) });
  });

  test.each<[string, string, string]>([
    ['arguments that are one text', 'cli.run("--verbose")', 'args must be a list of texts'],
    ['a path out of the folder', 'cli.run(files={"../x": ""})', 'has to be a path inside the program'],
    ['a folder it has not seen', 'cli.run(cwd="/work")', 'cwd is the folder of an earlier result'],
    ['a program and a module', 'cli.run(program="a.py", module="a")', 'say one of program, module and command'],
    ['a script to be executed by itself', 'cli.run(command=["./run.sh"])', 'put the interpreter first'],
    ['a signal that is none', 'cli.start(["serve"]).send_signal("TERM")', "there is no signal 'TERM'"],
    ['files beyond all measure', 'cli.run(files={"x": b"x" * 9_000_000})', 'can be passed at once'],
  ])('tells the author of %s', async (_, body, said) => {
    await expect(grade(body)).rejects.toMatchObject({ message: expect.stringContaining(said) });
  });

  test('grades by the program alone what cannot be imported, and is not heard in the tests around it', async () => {
    const suite = `
def test_first(cli):
    assert cli.run(["count", "1"]).stdout == "counting\\n0\\n"


def test_usage(cli):
    result = cli.run([])
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, "usage: tool [-h] do [rest ...]")
`;

    const { verdict } = await bench.grade(exerciseOf(suite), submissionOf(tool));

    expect(verdict).toMatchObject({ status: 'graded', score: { fraction: 1 } });
  });

  test('runs a program of a submission that is imported too, from the files as they were handed in', async () => {
    const suite = `
from solution import double, spoil


def test_both(cli):
    spoil()
    assert double(2) == 4
    assert cli.run(stdin="21").stdout == "42\\n"
`;
    const code = `
def double(n): return 2 * n
def spoil(): open("solution.py", "w").write("print(0)")
if __name__ == "__main__": print(double(int(input())))
`;

    const { verdict } = await bench.grade(exerciseOf(suite), submissionOf(code));

    expect(verdict).toMatchObject({ status: 'graded', score: { fraction: 1 } });
  });

  test('believes nothing of a submission that has replaced what runs its programs', async () => {
    const suite = `
import solution


def test_run(cli):
    solution.double
    assert cli.run().exit_code == 0


def test_start(cli):
    cli.start().expect("x")
`;
    const answers = [
      'True',
      '("ended",)',
      '("ended", 1, 0, "/", False, 0, 10**9, 0, (), (), (), b"")',
      'Lie()',
      '("ended", 1, 0, Lie(), False, 0, 0, 0, (), (), (), b"")',
    ];

    for (const answer of answers) {
      const code = `
import waymark_agent.kits.programs as programs
class Lie(tuple):
    def __eq__(self, other): return True
    def __getattr__(self, name): return self
double = 2
for name in ("run", "start", "listen", "finish", "piece"):
    setattr(programs, name, lambda *a, **k: ${answer})
`;
      const { verdict } = await bench.grade(exerciseOf(suite), submissionOf(code));

      expect(verdict.status).toBe('graded');
      expect(verdict.cases).toMatchObject([
        { status: 'failed', owner: 'learner', explanation: expect.stringContaining('cannot be read') },
        { status: 'failed', owner: 'learner', explanation: expect.stringContaining('cannot be read') },
      ]);
    }
  });
});
