"""What decides may not touch the world: no thread, file, clock, environment or chance but through core/runtime."""

import re

from lint_rules.tree import Finding

# All of core/ and storage/ but the one folder that is the world's side of the seam.
SEAM = ("core", "storage")
WORLD = ("storage/posix/",)
# The simulator may open files and measure time, but chance and order must come from its seed.
DETERMINISTIC = SEAM + ("sim",)

_EXECUTOR = "a shard is one thread: post to core/runtime/executor.h"
_CLOCK = "ask core/runtime/clock.h, and keep times as core/runtime/time.h has them"
_DISK = "go through core/runtime/disk.h"
_NETWORK = "go through core/runtime/network.h"
_RANDOM = "draw from core/runtime/random.h"
_ORDER = "take absl::flat_hash_map for look-ups alone, boost::container::flat_map or absl::btree_map to go through"
_WORDS = "return a Status or tell the observer; logging belongs to net/ and tools/"
_OPTIONS = "pass it in an options struct"

# (folders, what is included, what to do instead)
_HEADERS = [
    (SEAM, r"thread|mutex|shared_mutex|atomic|stdatomic\.h|condition_variable|future|stop_token|semaphore|latch|barrier"
           r"|pthread\.h|absl/synchronization/.*|boost/(thread|lockfree|atomic)[/.].*", _EXECUTOR),
    (SEAM, r"chrono|ctime|time\.h|sys/time\.h|absl/time/.*|boost/(chrono|date_time)[/.].*", _CLOCK),
    (SEAM, r"filesystem|fstream|fcntl\.h|unistd\.h|dirent\.h|sys/(stat|mman|uio|file)\.h|boost/filesystem[/.].*", _DISK),
    (SEAM, r"sys/(socket|epoll)\.h|netinet/.*|arpa/.*|netdb\.h|poll\.h|boost/(asio|beast)[/.].*", _NETWORK),
    (SEAM, r"iostream|syslog\.h|spdlog/.*", _WORDS),
    (DETERMINISTIC, r"random|sys/random\.h|absl/random/.*|boost/random[/.].*", _RANDOM),
    (DETERMINISTIC, r"unordered_map|unordered_set", _ORDER),
]

# (folders, a name used as a free function or a type, what to do instead)
_CALLS = [
    (SEAM, r"std::(thread|jthread|mutex|atomic|async|this_thread)|pthread_\w+|fork|sleep|usleep|nanosleep", _EXECUTOR),
    (SEAM, r"time|clock|clock_gettime|gettimeofday|localtime|gmtime|mktime|absl::Now|std::chrono", _CLOCK),
    (SEAM, r"fopen|open|openat|creat|unlink|mkdir|fsync|fdatasync|mmap|std::filesystem", _DISK),
    (SEAM, r"socket|accept4|epoll_\w+|recvfrom|sendto|getaddrinfo", _NETWORK),
    (SEAM, r"getenv|secure_getenv|setenv|system", _OPTIONS),
    (SEAM, r"std::(cout|cerr|clog)|printf|fprintf|puts|fputs", _WORDS),
    (DETERMINISTIC, r"rand|srand|rand_r|random|drand48|lrand48|getrandom|getentropy|arc4random"
                    r"|std::(random_device|mt19937|mt19937_64|default_random_engine|shuffle|sample|\w+_distribution)", _RANDOM),
    (DETERMINISTIC, r"std::hash", "hash bytes by a function of our own: std::hash may differ between builds"),
]

_FLOAT = re.compile(r"\b(float|double)\b")


def _inside(path, folders):
    return path.split("/", 1)[0] in folders and not path.startswith(WORLD)


class ForbiddenInclude:
    name = "seam-include"
    about = "core/ and storage/ include no header that reaches outside the seam; sim/ none that brings chance or hashed order"

    def check(self, tree):
        table = [(folders, re.compile(rf"(?:{headers})$"), advice) for folders, headers, advice in _HEADERS]
        for path in tree.cpp(*DETERMINISTIC):
            for number, line in tree.lines(path):
                include = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
                for folders, headers, advice in table if include else ():
                    if _inside(path, folders) and headers.match(include.group(1)):
                        yield Finding(path, number, self.name, f"includes <{include.group(1)}>", advice)


class ForbiddenCall:
    name = "seam-call"
    about = "core/ and storage/ call nothing of the operating system; sim/ has no chance but its seed's"

    def check(self, tree):
        # Free functions only: x.time() and T::open() are somebody's own, and so is what `Type name(` declares.
        table = [
            (folders, re.compile(rf"(?<![\w.:>])(?:(?:std)?::)?({names})\b"), advice) for folders, names, advice in _CALLS
        ]
        for path in tree.cpp(*DETERMINISTIC):
            for number, line in tree.lines(path):
                for folders, names, advice in table if not line.lstrip().startswith("#") else ():
                    for use in names.finditer(line) if _inside(path, folders) else ():
                        if self._is_use(line, use):
                            yield Finding(path, number, self.name, f"uses {use.group(1)}", advice)

    @staticmethod
    def _is_use(line, use):
        if "::" in use.group(1):
            return True
        before = re.search(r"([\w>&*]+)\s+$", line[: use.start()])
        declares = before and before.group(1) not in ("return", "else", "case", "do") and not before.group(1) in "&*>"
        return not declares and re.match(r"\s*\(", line[use.end() :]) is not None


class FloatingPoint:
    name = "seam-float"
    about = "core/ and storage/ decide nothing with floating point"

    def check(self, tree):
        for path in tree.cpp(*SEAM):
            for number, line in tree.lines(path):
                kind = _FLOAT.search(line)
                if kind and _inside(path, SEAM):
                    yield Finding(path, number, self.name, f"uses {kind.group(1)}",
                                  "use integers, a probability as a ratio of two")


RULES = [ForbiddenInclude(), ForbiddenCall(), FloatingPoint()]
