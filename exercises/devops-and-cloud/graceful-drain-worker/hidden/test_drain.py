import json

import pytest

STATE = "jobs.json"


def start(cli, jobs=()):
    """A worker that has found these jobs."""
    worker = cli.start([STATE], files={STATE: json.dumps(jobs)} if jobs else {})
    assert worker.read_line() == f"ready {len(jobs)}"
    return worker


def signal(worker, name, answer):
    """Send the signal and wait for the answer."""
    worker.send_signal(name)
    assert worker.read_line() == answer


def talk(worker, *exchanges):
    """Send each command and wait for its answer before the next one is sent."""
    for command, answer in exchanges:
        worker.send_line(command)
        assert worker.read_line() == answer


def jobs_of(result):
    """What the worker has left in its state file."""
    text = result.text(STATE)
    try:
        return json.loads(text)
    except ValueError:
        raise AssertionError(f"the state file is no JSON: {text!r}") from None


# --- commands


@pytest.mark.points(2)
@pytest.mark.hint("Each command is answered before the next one comes, and the queue is a queue: first in, first out.")
def test_commands(cli):
    """Jobs are queued, worked on and finished in their order"""
    with start(cli) as worker:
        talk(
            worker,
            ("work", "idle"),
            ("add mail", "queued mail"),
            ("add invoice", "queued invoice"),
            ("work", "start mail"),
            ("add report", "queued report"),
            ("done", "done mail"),
            ("work", "start invoice"),
            ("done", "done invoice"),
        )
        worker.close_stdin()
        result = worker.wait()

    assert result.stdout.splitlines() == [
        "ready 0",
        "idle",
        "queued mail",
        "queued invoice",
        "start mail",
        "queued report",
        "done mail",
        "start invoice",
        "done invoice",
    ]
    assert jobs_of(result) == ["report"]


@pytest.mark.points(1)
@pytest.mark.hint("Which answers need a job in progress, and which need that there is none?")
def test_out_of_turn(cli):
    """Commands out of turn and unknown ones change nothing"""
    with start(cli, ["a", "b"]) as worker:
        talk(worker, ("done", "nothing to finish"), ("work", "start a"), ("work", "busy a"))
        for line in ("dance", "", "dance tango", "add", "works"):
            worker.send_line(line)
            assert worker.read_line(stderr=True) == f"unknown command: {line}"
        talk(worker, ("done", "done a"), ("done", "nothing to finish"))
        worker.close_stdin()
        result = worker.wait()

    assert result.exit_code == 0
    assert "unknown" not in result.stdout
    assert jobs_of(result) == ["b"]


@pytest.mark.points(2)
@pytest.mark.hint("Several lines may come with one read. Where do you keep those that you have not looked at yet?")
def test_burst(cli):
    """Commands that come all at once are all answered"""
    names = [f"job-{number}" for number in range(40)]
    with start(cli) as worker:
        worker.send("".join(f"add {name}\n" for name in names) + "work\ndo")
        worker.expect("start job-0\n")
        worker.send("ne\nwork\n")
        worker.expect("start job-1\n")
        signal(worker, "SIGUSR1", "status pending=38 working=job-1")


@pytest.mark.points(1)
@pytest.mark.hint("stdout is a pipe here, and Python holds back what is printed to a pipe until its buffer is full.")
def test_flush(cli):
    """Answers come at once, whatever the buffer of stdout"""
    with cli.start([STATE], env={"PYTHONUNBUFFERED": None}) as worker:
        assert worker.read_line() == "ready 0"
        talk(worker, ("add a", "queued a"), ("work", "start a"), ("work", "busy a"))
        signal(worker, "SIGUSR1", "status pending=0 working=a")
        signal(worker, "SIGTERM", "draining")


# --- signals


@pytest.mark.points(3)
@pytest.mark.hint("The worker waits for a line that never comes. What else could it wait for at the same time?")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_idle(cli, name):
    """A worker without a job in progress ends at once"""
    with start(cli, ["a"]) as worker:
        talk(worker, ("add b", "queued b"))
        signal(worker, name, "draining")
        result = worker.wait()

    assert (result.exit_code, result.signal) == (0, None)
    assert jobs_of(result) == ["a", "b"]


@pytest.mark.points(3)
@pytest.mark.hint("To drain means: nothing new comes in, and what has been begun is brought to its end.")
def test_job_in_progress(cli):
    """A job in progress is brought to its end, and nothing new is taken"""
    with start(cli, ["a", "b"]) as worker:
        talk(worker, ("work", "start a"))
        signal(worker, "SIGTERM", "draining")
        talk(worker, ("add c", "refused c"), ("work", "busy a"))
        assert worker.is_running()
        talk(worker, ("done", "done a"))
        result = worker.wait()

    assert (result.exit_code, result.signal) == (0, None)
    assert jobs_of(result) == ["b"]


@pytest.mark.points(3)
@pytest.mark.hint("Whoever asks twice does not want to wait any longer. What becomes of the job that is not done?")
def test_second_signal(cli):
    """A second signal ends the worker at once, and its job is kept"""
    for first, second in (("SIGTERM", "SIGTERM"), ("SIGTERM", "SIGINT")):
        with start(cli, ["a"]) as worker:
            talk(worker, ("add b", "queued b"), ("work", "start a"))
            signal(worker, first, "draining")
            signal(worker, second, "gave up a")
            result = worker.wait()

        assert (result.exit_code, result.signal) == (1, None)
        assert jobs_of(result) == ["a", "b"]


@pytest.mark.points(2)
@pytest.mark.hint("Is the job in progress one of those that wait? And what is there to say when there is none?")
def test_status(cli):
    """SIGUSR1 is answered by the status, and changes nothing"""
    with start(cli, ["a", "b", "c"]) as worker:
        signal(worker, "SIGUSR1", "status pending=3 working=-")
        talk(worker, ("work", "start a"))
        signal(worker, "SIGUSR1", "status pending=2 working=a")
        signal(worker, "SIGTERM", "draining")
        signal(worker, "SIGUSR1", "status pending=2 working=a")
        talk(worker, ("done", "done a"))
        assert worker.wait().exit_code == 0


# --- state


@pytest.mark.points(3)
@pytest.mark.hint("Nothing runs after SIGKILL. When is the last moment to write down what you are about to promise?")
def test_killed(cli):
    """What was acknowledged survives SIGKILL"""
    with start(cli, ["a"]) as worker:
        talk(worker, ("add b", "queued b"), ("work", "start a"), ("done", "done a"), ("add c", "queued c"))
        worker.kill()
        result = worker.wait()

    assert result.signal == "SIGKILL"
    assert jobs_of(result) == ["b", "c"]


@pytest.mark.points(3)
@pytest.mark.hint("A job that was begun is not a job that is done: where does it stand in the file meanwhile?")
def test_killed_at_work(cli):
    """A job in progress comes first again after SIGKILL"""
    with start(cli) as worker:
        talk(worker, ("add a", "queued a"), ("add b", "queued b"), ("work", "start a"))
        worker.kill()
        first = worker.wait()
    with cli.start([STATE], cwd=first.folder) as worker:
        assert worker.read_line() == "ready 2"
        talk(worker, ("add c", "queued c"), ("work", "start a"), ("done", "done a"), ("work", "start b"))
        worker.close_stdin()
        second = worker.wait()

    assert jobs_of(first) == ["a", "b"]
    assert jobs_of(second) == ["b", "c"]


@pytest.mark.points(3)
@pytest.mark.hint("What does reading give you when there is nothing more to come? And whose job is still in progress then?")
def test_end_of_input(cli):
    """The end of the input ends the worker"""
    for commands, said, code in (("add b\n", [], 0), ("add b\nwork\n", ["start a", "gave up a"], 1)):
        result = cli.run([STATE], stdin=commands, files={STATE: '["a"]'})

        assert result.stdout.splitlines() == ["ready 1", "queued b", *said]
        assert result.exit_code == code
        assert jobs_of(result) == ["a", "b"]


@pytest.mark.points(3)
@pytest.mark.hint("Think of every way in which what is at a path can fail to be a JSON array of texts.")
def test_broken_state(cli):
    """A broken state file is refused and left alone"""
    assert cli.run(["state/old.json"], files={"state/old.json": '["a"]'}).stdout == "ready 1\n"
    for path, content in (
        ("state/old.json", '["a", "b"'),
        ("state/old.json", '{"a": 1}'),
        ("state/old.json", '["a", 2]'),
        ("state/old.json", b"\xff"),
        ("state", '["a"]'),
    ):
        result = cli.run([path], stdin="add a\n", files={"state/old.json": content})

        assert (path, content, result.exit_code, result.stdout) == (path, content, 2, "")
        assert path in result.stderr
        assert (result.files, result.removed) == ({}, ())


@pytest.mark.points(1)
@pytest.mark.hint("Where does the temporary file lie, and what becomes of it when it has done its work?")
def test_nothing_else_left(cli):
    """Nothing but the state file is left"""
    result = cli.run(["state/jobs.json"], stdin="add a\nadd b\nwork\ndone\n", files={"state/other.txt": ""})

    assert result.exit_code == 0
    assert list(result.files) == ["state/jobs.json"]
    assert result.text("state/jobs.json").strip() == '["b"]'
    assert result.removed == ()
