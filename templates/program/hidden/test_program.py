import pytest

AMOUNTS = "ada,5\nbob,7\nada,4\ncid,2\ndan,2\n"


def run(cli, text, *options):
    """The program with this text in its file."""
    return cli.run([*options, "amounts.csv"], files={"amounts.csv": text})


@pytest.mark.points(2)
@pytest.mark.hint("A name may come in several lines: what has it come to so far?")
def test_totals(cli):
    """Amounts are added up by name, the largest total first"""
    assert run(cli, "ada,5\nbob,7\nada,4\n").check().stdout == "ada 9\nbob 7\n"
    assert run(cli, "bob,0\n").check().stdout == "bob 0\n"


@pytest.mark.points(1)
@pytest.mark.hint("Python sorts by the first part of a tuple, and by the second where the first ones are equal.")
def test_ties(cli):
    """Equal totals are sorted by name"""
    assert run(cli, "cid,2\nbob,2\nada,1\n").check().stdout == "bob 2\ncid 2\nada 1\n"


@pytest.mark.points(2)
@pytest.mark.hint("argparse has types and defaults for options.")
def test_top(cli):
    """Three names are shown, or as many as --top says"""
    assert run(cli, AMOUNTS).check().stdout == "ada 9\nbob 7\ncid 2\n"
    assert run(cli, AMOUNTS, "--top", "1").check().stdout == "ada 9\n"
    assert run(cli, AMOUNTS, "--top=9").check().stdout == "ada 9\nbob 7\ncid 2\ndan 2\n"


@pytest.mark.points(1)
@pytest.mark.hint("Look at every line before anything is printed. Lines count from 1, and errors go to standard error.")
@pytest.mark.parametrize(
    ("text", "number"),
    [("ada,5\nbob\nada,4\n", 2), ("ada,five\n", 1), ("ada,1\nada,2\nada,\n", 3)],
    ids=["none", "word", "empty"],
)
def test_bad_line(cli, text, number):
    """A line without an amount is named on standard error, and the exit code is 1"""
    result = run(cli, text)

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"line {number} has no amount\n")


@pytest.mark.points(1)
@pytest.mark.hint("Is the file there? Ask before you read it.")
def test_missing_file(cli):
    """A file that is not there is named on standard error, and the exit code is 2"""
    result = cli.run(["nowhere.csv"])

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "there is no file nowhere.csv\n")


@pytest.mark.points(1)
@pytest.mark.hint("Nothing to add up is no mistake.")
def test_empty(cli):
    """An empty file gives an empty result"""
    result = run(cli, "")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
