"""A RESP2 client of one connection: enough to ask a node something, with a bound on every wait."""

import socket


class RespError(Exception):
    """The node answered with an error."""


class Client:
    """Commands go one at a time. Raises OSError when the node cannot be reached, hangs up or says nothing in time; the
    connection is then useless, and the outcome of the command unknown."""

    def __init__(self, port, host="127.0.0.1", timeout=2.0):
        self._socket = socket.create_connection((host, port), timeout=timeout)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._input = self._socket.makefile("rb")

    def close(self):
        self._input.close()
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def call(self, *words):
        """The reply as str, int, None or a list of those."""
        self._send(words)
        return self._reply()

    def pipeline(self, commands):
        """Replies of many commands sent at once; errors are returned, not raised."""
        self._socket.sendall(b"".join(self._encode(words) for words in commands))
        replies = []
        for _ in commands:
            try:
                replies.append(self._reply())
            except RespError as error:
                replies.append(error)
        return replies

    @staticmethod
    def _encode(words):
        parts = [str(word).encode() for word in words]
        return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(p), p) for p in parts)

    def _send(self, words):
        self._socket.sendall(self._encode(words))

    def _line(self):
        line = self._input.readline()
        if not line.endswith(b"\r\n"):
            raise ConnectionResetError("the node hung up")
        return line[:-2].decode(errors="replace")

    def _reply(self):
        line = self._line()
        kind, rest = line[:1], line[1:]
        if kind == "+":
            return rest
        if kind == "-":
            raise RespError(rest)
        if kind == ":":
            return int(rest)
        if kind == "$":
            return self._bulk(int(rest))
        if kind == "*":
            return None if int(rest) < 0 else [self._reply() for _ in range(int(rest))]
        raise ConnectionAbortedError(f"not a RESP2 reply: {line[:80]!r}")

    def _bulk(self, length):
        if length < 0:
            return None
        body = self._input.read(length + 2)
        if len(body) != length + 2:
            raise ConnectionResetError("the node hung up")
        return body[:-2].decode(errors="replace")


def ask(port, *words, timeout=2.0):
    """One command on a connection of its own."""
    with Client(port, timeout=timeout) as client:
        return client.call(*words)


def info(port, timeout=2.0):
    """INFO as a dictionary, with the number of live keys that the node knows of as "keys"."""
    lines = ask(port, "INFO", timeout=timeout).split("\r\n")
    said = dict(line.split(":", 1) for line in lines if ":" in line and not line.startswith("#"))
    said["keys"] = dict(pair.split("=") for pair in said.get("db0", "keys=0").split(","))["keys"]
    return said
