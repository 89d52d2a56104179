"""A client that never stops writing, and remembers what was acknowledged and when."""

import threading
import time

from live import resp

_TIMEOUT = 2.0


class Writer:
    """Writes on a thread of its own: to the first of `ports` while that answers, else to the next. Each step sets a key
    of its own and one hot key; a step whose outcome is unknown is repeated elsewhere (setting twice is setting once)."""

    def __init__(self, name, ports):
        self.name = name
        self._ports = list(ports)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.times = []  # of the acknowledgements, monotonic
        self.steps = 0  # acknowledged ones: keys 0..steps-1 must all be there
        self.errors = []  # what failed on the way, for people
        self.gave_up = None

    def key(self, step):
        return f"{self.name}:{step}"

    @property
    def hot_key(self):
        return f"{self.name}:latest"

    def start(self):
        self._thread.start()

    def stop(self):
        self._stop.set()
        self._thread.join()

    def _run(self):
        client, failures = None, 0
        while not self._stop.is_set():
            try:
                client = client or resp.Client(self._ports[0], timeout=_TIMEOUT)
                client.call("SET", self.key(self.steps), self.steps)
                client.call("SET", self.hot_key, self.steps)
                self.times.append(time.monotonic())
                self.steps += 1
                failures = 0
            except (OSError, resp.RespError) as error:
                self.errors.append(f"port {self._ports[0]}: {error}")
                client, failures = self._leave(client), failures + 1
                if failures > 100:
                    self.gave_up = self.errors[-1]
                    return
        self._leave(client)

    def _leave(self, client):
        if client:
            client.close()
        self._ports.append(self._ports.pop(0))
        self._stop.wait(0.01 if len(self.errors) > 3 else 0)
        return None

    def pause_before(self, moment, seconds):
        """The longest time between two acknowledgements in the `seconds` before `moment`."""
        return self._longest_pause(moment - seconds, moment)

    def pause_after(self, moment, seconds):
        """The same for the `seconds` after it, the step under way at `moment` included."""
        last = max((t for t in self.times if t <= moment), default=moment)
        return self._longest_pause(last, moment + seconds)

    def _longest_pause(self, begin, end):
        times = [begin] + [t for t in self.times if begin <= t <= end] + [end]
        return max(b - a for a, b in zip(times, times[1:]))


def lost(writer, port):
    """Keys of the writes acknowledged until now that the node at `port` does not show, or shows older than acknowledged."""
    acknowledged = writer.steps
    missing = []
    with resp.Client(port, timeout=10.0) as client:
        for first in range(0, acknowledged, 500):
            steps = range(first, min(first + 500, acknowledged))
            replies = client.pipeline([("GET", writer.key(step)) for step in steps])
            missing += [f"{writer.key(s)} ({reply})" for s, reply in zip(steps, replies) if reply != str(s)]
        latest = client.call("GET", writer.hot_key)
        if acknowledged and (latest is None or int(latest) < acknowledged - 1):
            missing.append(f"{writer.hot_key} ({latest}, acknowledged {acknowledged - 1})")
    return missing
