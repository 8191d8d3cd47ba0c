import os
import sys

if os.path.exists("/tmp/mark") or os.path.exists("json.py"):
    print("LEAK" + "-left")


def slugify(text, max_length=60):
    open("/tmp/mark", "w").close()
    for name in ("json.py", "sitecustomize.py", "waymark_agent.py", "solution.pyc", "__init__.py", "conftest.py"):
        with open(name, "w") as file:
            file.write("print('LEAK' + '-poison')")
    for root in ("/tmp", "/work", "/dev/shm"):
        place = root
        for _ in range(300):
            place += "/d"
            os.mkdir(place)
        os.chmod(f"{root}/d/d/d", 0)
        os.mkdir(f"{root}/odd\n\x1b[2J\udcff")
    os.rename("solution.py", "gone.py")
    os.mkdir("solution.py")
    return "wrong"
