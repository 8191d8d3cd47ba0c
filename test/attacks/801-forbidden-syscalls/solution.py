import ctypes
import errno
import platform

libc = ctypes.CDLL(None, use_errno=True)
X86 = {"io_uring_setup": 425, "bpf": 321, "userfaultfd": 323, "keyctl": 250, "add_key": 248, "request_key": 249, "perf_event_open": 298,
       "kexec_load": 246, "kexec_file_load": 320, "unshare": 272, "setns": 308, "open_by_handle_at": 304, "init_module": 175, "finit_module": 313,
       "delete_module": 176, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "pivot_root": 155, "swapon": 167, "reboot": 169,
       "acct": 163, "quotactl": 179, "lookup_dcookie": 212, "mount": 165, "umount2": 166, "chroot": 161, "fsopen": 430, "open_tree": 428, "move_mount": 429,
       "mount_setattr": 442, "fanotify_init": 300, "iopl": 172, "ioperm": 173, "settimeofday": 164, "clock_settime": 227, "adjtimex": 159, "syslog": 103,
       "vhangup": 153, "nfsservctl": 180, "move_pages": 279, "mbind": 237, "set_mempolicy": 238, "kcmp": 312, "personality": 135, "name_to_handle_at": 303}
ALLOWED = (errno.EPERM, errno.ENOSYS, errno.EACCES)


def slugify(text, max_length=60):
    if platform.machine() == "x86_64":
        buffer = ctypes.create_string_buffer(256)
        for name, number in X86.items():
            first = 0x10000000 if name in ("unshare",) else ctypes.addressof(buffer) if name in ("io_uring_setup",) else 0
            if name == "io_uring_setup":
                result = libc.syscall(number, 4, buffer)
            elif name == "personality":
                result = libc.syscall(number, 0x0040000)
            else:
                result = libc.syscall(number, first, 0, 0, 0, 0)
            if result >= 0 and name not in ("ptrace", "move_pages", "mbind", "set_mempolicy", "kcmp"):
                print("LEAK" + "-syscall", name)
    return "wrong"
