"""Programs are started, fed and read without a sandbox; what the judge makes of them is tested there."""

import os
import time

import pytest
from waymark_agent.kits import program_process, programs
from waymark_agent.kits.program_process import Program


@pytest.fixture(autouse=True)
def own_root(tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "ROOT", str(tmp_path))
    monkeypatch.setattr(programs, "_submission", {})
    monkeypatch.setattr(programs, "_folders", {})


@pytest.fixture(params=["pidfd", "a thread"])
def way_to_see_the_end(request, monkeypatch):
    if request.param == "a thread":

        def lacking(pid):
            raise OSError(38, "Function not implemented")

        monkeypatch.setattr(os, "pidfd_open", lacking)


def run(script, stdin=b"", seconds=20):
    order = (("command", "sh", "-c", script), (), (), (("A", "1"),), None)
    return programs.run(order, (stdin,) if stdin else (), seconds)


def streams(answer):
    _, _, code, _, flooded, _, out, err, *_, left = answer
    return code, flooded, left[:out], left[out : out + err]


@pytest.mark.usefixtures("way_to_see_the_end")
class TestRun:
    def test_gives_streams_and_exit_code(self):
        assert streams(run("cat; echo $A >&2; exit 3", b"in")) == (3, False, b"in", b"1\n")

    def test_gives_the_signal(self):
        assert streams(run("kill -KILL $$"))[0] == -9

    def test_does_not_wait_for_what_stays_in_the_background(self):
        assert streams(run("echo here; sleep 100 & exit 0")) == (0, False, b"here\n", b"")

    def test_says_when_it_still_runs(self):
        assert run("sleep 100", seconds=0.05) == ("running",)

    def test_ends_a_program_that_prints_without_end(self):
        code, flooded, out, _ = streams(run("cat /dev/zero"))
        assert (code, flooded) == (-9, True)
        assert len(out) <= programs.PIECE_BYTES

    def test_outlives_a_program_that_does_not_read(self):
        assert streams(run("exec <&-; exit 0", b"x" * 1_000_000))[0] == 0


def test_waiting_costs_no_processor_time():
    program = Program(["sh", "-c", "sleep 0.5"], "/", {"PATH": "/bin:/usr/bin"}, tty=False)

    before = time.process_time()
    program.attend(lambda: False, None)

    assert program.code == 0
    assert time.process_time() - before < 0.1


def test_names_what_is_no_file_and_follows_no_link(tmp_path):
    answer = run("ln -s /etc/passwd link; mkfifo pipe; echo new > new.txt; mkdir -p a/b; echo deep > a/b/c")
    *_, files, left_out, removed, _ = answer

    assert files == (("a/b/c", 5), ("new.txt", 4))
    assert left_out == (("link", "link"), ("pipe", "special"))
    assert removed == ()


def test_replaces_a_link_that_an_earlier_run_left(tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("untouched")
    folder = run(f"ln -s {outside} in.txt")[3]

    order = (("command", "cat", "in.txt"), (), (("in.txt", (b"given",)),), (), folder)
    assert streams(programs.run(order, (), 20))[2] == b"given"
    assert outside.read_text() == "untouched"


def test_keeps_no_descriptor_of_an_ended_program():
    run("exit 0")
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        run("exit 0")
    number = programs.start((("command", "cat"), (), (), (), None), tty=True)[1]
    programs.write(number, (b"hello\n",), close=True)
    assert programs.finish(number, 20)[2] == 0

    assert len(os.listdir("/proc/self/fd")) == before
    assert program_process.KEPT_BYTES == 1 << 20
