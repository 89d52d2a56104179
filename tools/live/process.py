"""A process that outlives the script that started it, known again by its pid file.

The file holds the pid and the time at which that process began, so that a pid which the system has since given to somebody
else is never taken for ours.
"""

import os
import signal
import subprocess
import time


def _began(pid):
    """When the process began, in the kernel's ticks; None if it is gone, or dead and only not yet waited for."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return None
    return None if fields[0] in "ZX" else fields[19]


class Process:
    def __init__(self, pid_file):
        self._pid_file = pid_file

    def pid(self):
        """Of the running process; None if there is none, whatever the file says."""
        try:
            with open(self._pid_file, encoding="utf-8") as file:
                pid, began = file.read().split()
                return int(pid) if _began(int(pid)) == began else None
        except (OSError, ValueError):
            return None

    def start(self, command, log, folder):
        """Starts `command` on its own: no terminal, a session of its own, output appended to `log`."""
        with open(log, "ab") as output:
            child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                     start_new_session=True)
        with open(self._pid_file + ".new", "w", encoding="utf-8") as file:
            file.write(f"{child.pid} {_began(child.pid) or 'gone'}\n")
        os.replace(self._pid_file + ".new", self._pid_file)
        # Nobody waits for it: a dead one counts as gone (see _began) and is buried with this script at the latest.
        child.returncode = 0

    def send(self, number):
        """Sends a signal; False if nothing runs."""
        pid = self.pid()
        if pid is None:
            return False
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return False
        return True

    def wait_gone(self, seconds):
        """True once it has ended, False if it runs on after `seconds`."""
        deadline = time.monotonic() + seconds
        while self.pid() is not None:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def end(self, patience):
        """For a process that was asked to end: SIGKILL if it has not after `patience` seconds. "stopped" or "killed"."""
        if self.wait_gone(patience):
            return "stopped"
        self.send(signal.SIGKILL)
        self.wait_gone(patience)
        return "killed"
