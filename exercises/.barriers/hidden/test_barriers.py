"""Each test is a barrier or a limit; its hint says what it means that it is not in force."""

import pytest
import solution

MEBI = 1024 * 1024
# As exercise.json sets them.
DISK = 8 * MEBI
ENTRIES = 512
FILE = 4 * MEBI
OPEN = 64
PROCESSES = 32

# What a kernel without the call, or one that keeps it from everybody, answers.
REFUSED = {"EPERM", "EACCES", "ENOSYS"}


@pytest.mark.hint("Submissions run as root inside their container: a hole in the kernel weighs more.")
def test_user():
    """Not root, and cannot become root"""
    uid, gid, groups = solution.user()
    assert uid >= 1000
    assert gid >= 1000
    assert 0 not in groups
    assert solution.become_root() == "EPERM"


@pytest.mark.hint("Submissions hold capabilities of the kernel: they may do what only administrators should.")
def test_capabilities():
    """No capability, and no way to gain one"""
    for field in ("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb"):
        assert int(solution.status(field), 16) == 0, field
    assert solution.status("NoNewPrivs") == "1"


@pytest.mark.hint("System calls are not filtered: holes in rarely used parts of the kernel are open to submissions.")
def test_system_calls():
    """System calls are filtered (seccomp)"""
    assert solution.status("Seccomp") == "2"


@pytest.mark.hint("A system call that no submission needs is allowed: a hole in that part of the kernel is open.")
@pytest.mark.parametrize(
    "name",
    [
        *("ptrace", "unshare", "mount", "bpf", "perf_event_open", "keyctl", "kexec_load", "init_module"),
        *("userfaultfd", "io_uring_setup", "process_vm_readv", "setns", "reboot"),
    ],
)
def test_forbidden(name):
    """Refuses a call that is not for submissions"""
    assert solution.system_call(name) in REFUSED


@pytest.mark.hint("Submissions can reach a network: they could send the tests' inputs away, or attack neighbours.")
def test_network():
    """No network but its own loopback"""
    assert solution.interfaces() == ["lo"]
    for address in ("192.0.2.1", "169.254.169.254"):
        assert solution.connect(address, 80) == "ENETUNREACH"


@pytest.mark.hint("Submissions can change the system they run in.")
def test_read_only_root():
    """The file system is read-only"""
    for path in ("/x", "/usr/lib/x", "/etc/x", "/opt/x", "/var/tmp/x"):
        assert solution.write_at(path) in {"EROFS", "EACCES", "ENOENT"}, path


@pytest.mark.hint("Submissions can change settings of the kernel, which all containers share.")
def test_kernel_settings():
    """Settings of the kernel cannot be changed"""
    for path in ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/sys/kernel/uevent_helper"):
        assert solution.write_at(path) in {"EROFS", "EACCES", "ENOENT", "EPERM"}, path


@pytest.mark.hint("Submissions can make devices, and through them reach the host's disks.")
def test_devices():
    """No device can be made"""
    assert solution.make_device() in REFUSED


@pytest.mark.hint("Submissions can talk to the container engine, which is to be root on this host.")
def test_engine_sockets():
    """The container engine is out of reach"""
    sockets = ["/var/run/docker.sock", "/run/docker.sock", "/run/podman/podman.sock", "/run/containerd/containerd.sock"]
    assert solution.found(sockets) == []


@pytest.mark.hint("Submissions see processes that are not theirs.")
def test_processes_seen():
    """Sees no process but its own"""
    assert solution.processes_seen() <= 8


@pytest.mark.hint("Submissions can read the hidden tests.")
def test_suite():
    """The hidden suite is somewhere else"""
    assert solution.find_files("test_barriers.py") == []


@pytest.mark.hint("A submission can fill this host's memory.")
def test_disk():
    """Disk space is limited"""
    written, ended = solution.fill_disk()
    assert ended == "ENOSPC"
    assert written <= DISK


@pytest.mark.hint("A submission can use up this host's memory with empty files.")
def test_disk_entries():
    """The number of files is limited"""
    made, ended = solution.fill_folder()
    assert ended == "ENOSPC"
    assert made <= ENTRIES


@pytest.mark.hint("One file can grow without end.")
def test_file_size():
    """The size of a file is limited"""
    size, ended = solution.grow_file()
    assert ended == "EFBIG"
    assert size <= FILE


@pytest.mark.hint("A submission can use up the host's table of open files.")
def test_open_files():
    """The number of open files is limited"""
    opened, ended = solution.open_files()
    assert ended == "EMFILE"
    assert opened <= OPEN


@pytest.mark.hint("A submission can start processes until the host stands still.")
def test_processes():
    """The number of processes is limited"""
    started, ended = solution.start_processes()
    assert ended == "EAGAIN"
    assert started <= PROCESSES + 2


@pytest.mark.hint("A submission can take all processors of this host.")
def test_processors():
    """Processor time is limited"""
    assert solution.processors_used() < 1.6


@pytest.mark.hint("A submission can take this host's memory until other programs are killed.")
def test_memory():
    """Memory is limited"""
    solution.use_memory()


@pytest.mark.hint("A submission can print until this host's disk or memory is full.")
def test_output():
    """Output is limited"""
    solution.print_much()


@pytest.mark.hint("A submission can compute for ever.")
def test_busy_time():
    """The time of a test is limited, when it computes"""
    solution.spin()


@pytest.mark.hint("A submission can wait for ever.")
def test_idle_time():
    """The time of a test is limited, when it waits"""
    solution.sleep()
