"""An Ansible module (WANT_JSON) that keeps a named block of lines in a text file."""

import json
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        json.load(file)
    print(json.dumps({"changed": False, "failed": True, "msg": "not written yet"}))
    return 1


if __name__ == "__main__":
    sys.exit(main())
