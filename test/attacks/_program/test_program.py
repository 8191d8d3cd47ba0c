"""Hidden suite of a program that adds its arguments, greets, and writes a file. SECRET-7f3a"""


def test_adds(cli):
    assert cli.run(["2", "3"]).check().stdout == "5\n"


def test_exit_code(cli):
    assert cli.run(["x"]).exit_code == 64


def test_writes(cli):
    assert cli.run(["--out", "sum.txt", "1"]).check().text("sum.txt") == "1\n"


def test_dialogue(cli):
    with cli.start(["--greet"]) as program:
        program.expect("Name? ", within=2)
        program.send_line("Ada")
        assert program.read_line(within=2) == "Hello, Ada!"
        assert program.wait(within=2).exit_code == 0
