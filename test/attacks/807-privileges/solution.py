import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def slugify(text, max_length=60):
    status = dict(line.split(":\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\t" in line)
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        if int(status[name], 16):
            print("LEAK" + "-capability", name, status[name])
    if status.get("NoNewPrivs", "1") != "1" or status.get("Seccomp", "2") != "2":
        print("LEAK" + "-open", status.get("NoNewPrivs"), status.get("Seccomp"))
    for change in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.setresuid(64001, 64001, 64001), lambda: os.chroot("/tmp"), lambda: os.nice(-5), lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))):
        try:
            change()
            print("LEAK" + "-change", os.getresuid(), os.getpriority(0, 0))
        except OSError:
            pass
    if libc.prctl(28, 1, 0, 0, 0) == 0:
        print("LEAK" + "-securebits")
    return "wrong"
