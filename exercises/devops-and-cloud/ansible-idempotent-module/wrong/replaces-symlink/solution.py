"""An Ansible module (WANT_JSON) that keeps a named block of lines in a text file."""

import json
import os
import re
import stat
import sys
import tempfile

BOOLEANS = {"yes": True, "true": True, "no": False, "false": False}


class Failure(Exception):
    """Nothing was changed. The message says why."""


def text(value):
    if not isinstance(value, str):
        raise ValueError("has to be a text")
    return value


def boolean(value):
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in BOOLEANS:
        return BOOLEANS[value.lower()]
    raise ValueError("has to be a boolean")


def block_name(value):
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", text(value)):
        raise ValueError("may have letters, digits, and the characters _ . - only")
    return value


def state(value):
    if value not in ("present", "absent"):
        raise ValueError("has to be present or absent")
    return value


def pattern(value):
    try:
        return re.compile(text(value))
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error


KINDS = {
    "path": text,
    "name": block_name,
    "content": text,
    "state": state,
    "create": boolean,
    "insert_after": pattern,
    "_ansible_check_mode": boolean,
    "_ansible_diff": boolean,
}
DEFAULTS = {
    "content": "",
    "state": "present",
    "create": False,
    "insert_after": None,
    "_ansible_check_mode": False,
    "_ansible_diff": False,
}


def load(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except ValueError as error:
        raise Failure(f"the arguments are no JSON: {error}") from error


def checked(given):
    if not isinstance(given, dict):
        raise Failure("the arguments are no JSON object")
    arguments = dict(DEFAULTS)
    for name, value in given.items():
        if name in KINDS:
            try:
                arguments[name] = KINDS[name](value)
            except ValueError as error:
                raise Failure(f"{name} {error}") from error
        elif not name.startswith("_ansible_"):
            raise Failure(f"{name} is no argument of this module")
    for name in ("path", "name"):
        if name not in arguments:
            raise Failure(f"{name} is required")
    return arguments


def read(path, arguments):
    """The file's text, its line endings as they are. A missing file counts as empty where one may be missing."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        if arguments["create"] or arguments["state"] == "absent":
            return ""
        raise Failure(f"{arguments['path']} does not exist, and create is false") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{arguments['path']} cannot be read: {error}") from error


def changed_text(before, arguments):
    name, wanted = arguments["name"], arguments["state"] == "present"
    lines = re.findall(r"[^\n]*\n|[^\n]+", before)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    begin, end = f"# BEGIN MANAGED {name}", f"# END MANAGED {name}"
    bare = [line.rstrip("\r\n") for line in lines]
    begins = [at for at, line in enumerate(bare) if line == begin]
    ends = [at for at, line in enumerate(bare) if line == end]
    content = arguments["content"].removesuffix("\n").split("\n") if arguments["content"] else []
    block = [line + ending for line in (begin, *content, end)] if wanted else []
    if begins or ends:
        if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
            raise Failure(f"the markers of {name} are unbalanced")
        lines[begins[0] : ends[0] + 1] = block
    elif block:
        found = [at for at, line in enumerate(bare) if arguments["insert_after"] and arguments["insert_after"].search(line)]
        place = found[-1] + 1 if found else len(lines)
        if place and not lines[place - 1].endswith("\n"):
            lines[place - 1] += ending
        lines[place:place] = block
    return "".join(lines)


def replace(path, content):
    mode = stat.S_IMODE(os.stat(path).st_mode) if os.path.exists(path) else 0o644
    fd, temporary = tempfile.mkstemp(dir=os.path.dirname(path))
    try:
        with open(fd, "w", encoding="utf-8", newline="") as file:
            file.write(content)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def run(arguments):
    path = os.path.abspath(arguments["path"])
    before = read(path, arguments)
    after = changed_text(before, arguments)
    changed = after != before
    if changed and not arguments["_ansible_check_mode"]:
        try:
            replace(path, after)
        except OSError as error:
            raise Failure(f"{arguments['path']} cannot be written: {error}") from error
    message = f"block {arguments['name']} written" if changed else "nothing to do"
    answer = {"changed": changed, "failed": False, "msg": message}
    if arguments["_ansible_diff"]:
        answer["diff"] = {"before": before, "after": after}
    return answer


def main():
    try:
        answer = run(checked(load(sys.argv[1])))
    except Failure as reason:
        answer = {"changed": False, "failed": True, "msg": str(reason)}
    print(json.dumps(answer))
    return 1 if answer["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
