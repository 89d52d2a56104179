#!/usr/bin/env python3
"""Compares redis_replies.txt with what a running Redis answers; --write puts its answers in.

    redis-server --port 7391 --save '' --appendonly no &
    tests/core/model/confirm_replies.py 7391

Empties that server's database. Exit code 0: they agree.
"""
import pathlib
import re
import socket
import sys

TABLE = pathlib.Path(__file__).with_name("redis_replies.txt")
WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b'"': b'"', b"\\": b"\\"}
NAMES = {10: "\\n", 13: "\\r", 9: "\\t", 7: "\\a", 8: "\\b", 34: '\\"', 92: "\\\\"}


def unescape(text):
    def one(match):
        hexa = match.group(2)
        return bytes([int(hexa, 16)]) if hexa else ESCAPES[match.group(1)]
    return re.sub(rb"\\(x([0-9a-f]{2})|.)", one, text.encode())


def words(command):
    return [unescape(m.group(1)) if m.group(2) is None else m.group(2).encode()
            for m in WORD.finditer(command)]


def read_reply(stream):
    line = stream.readline()[:-2]
    kind, rest = line[:1], line[1:]
    if kind == b"+":
        return rest.decode()
    if kind == b"-":
        return "(error) " + rest.decode()
    if kind == b":":
        return "(integer) " + rest.decode()
    if int(rest) < 0:
        return "(nil)"
    if kind == b"*":
        return "[" + ", ".join(read_reply(stream) for _ in range(int(rest))) + "]"
    data = stream.read(int(rest) + 2)[:-2]
    return '"' + "".join(NAMES.get(b) or (chr(b) if 32 <= b < 127 else f"\\x{b:02x}")
                         for b in data) + '"'


def main():
    connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    stream = connection.makefile("rb")

    def ask(argv):
        bulks = b"".join(b"$%d\r\n%s\r\n" % (len(a), a) for a in argv)
        connection.sendall(b"*%d\r\n%s" % (len(argv), bulks))
        return read_reply(stream)

    out, different = [], 0
    for line in TABLE.read_text().splitlines():
        if line.startswith("="):
            ask([b"FLUSHALL"])
        if not line or line[0] in "#=":
            out.append(line)
            continue
        command = line.partition(" => ")[0]
        out.append(f"{command} => {ask(words(command))}")
        if out[-1] != line:
            different += 1
            print(f"table: {line}\nredis: {out[-1]}")
    if "--write" in sys.argv:
        TABLE.write_text("\n".join(out) + "\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
