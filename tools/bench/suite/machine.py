"""The machine: what it is, what it is busy with, which of its ports and folders may be used."""

import os
import platform
import socket
import subprocess
import time

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_of(pids):
    """Processor seconds that these processes have used; those that are gone count nothing."""
    seconds = 0.0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            seconds += (int(fields[11]) + int(fields[12])) / _TICKS
        except (OSError, IndexError):
            pass
    return seconds


def cpu_busy():
    """Processor seconds that anybody has used since the machine started, the kernel's own included."""
    with open("/proc/stat", encoding="utf-8") as file:
        user, nice, system, _, _, irq, soft = (int(n) for n in file.readline().split()[1:8])
    return (user + nice + system + irq + soft) / _TICKS


class Usage:
    """Who used how many cores between the beginning and the end of a `with`."""

    def __init__(self, pids):
        self._pids = pids

    def __enter__(self):
        self._began = time.monotonic()
        self._own = cpu_of(self._pids)
        self._all = cpu_busy()
        return self

    def __exit__(self, *_):
        self.seconds = time.monotonic() - self._began
        self.own = (cpu_of(self._pids) - self._own) / self.seconds
        self.all = (cpu_busy() - self._all) / self.seconds


def wait_for_quiet(patience, cores=0.4):
    """Returns once the machine is nearly idle, or `patience` seconds have passed."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with Usage([]) as usage:
            time.sleep(0.3)
        if usage.all < cores:
            return


def free_ports(count, start):
    """The first of `count` consecutive ports from `start` up that nobody uses."""
    for first in range(start, 60000, count):
        if all(_is_free(port) for port in range(first, first + count)):
            return first
    raise OSError("no free ports")


def _is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return True
        except OSError:
            return False


def file_system_of(folder):
    out = subprocess.run(["df", "--output=fstype", folder], capture_output=True, text=True, check=False)
    return out.stdout.split("\n")[1].strip() if out.stdout.count("\n") > 1 else "unknown"


def describe(folder):
    cpu = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            cpu = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), cpu)
    except OSError:
        pass
    return {"cores": os.cpu_count(), "cpu": cpu, "kernel": platform.release(), "file_system": file_system_of(folder)}
