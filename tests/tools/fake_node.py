#!/usr/bin/env python3
"""Stands in for paxosstored in cluster_test.py: answers PING and INFO on its port. What it does besides stands in a file
named "mood" in its folder: "dies" ends at once with words in the log, "deaf" does not hear SIGTERM."""

import os
import re
import signal
import socketserver
import sys


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        while line := self.rfile.readline():
            words = [self.rfile.read(int(self.rfile.readline()[1:]) + 2)[:-2] for _ in range(int(line[1:]))]
            if words[0] == b"PING":
                self.wfile.write(b"+PONG\r\n")
            else:
                text = b"# Consensus\r\nincarnation:7\r\n\r\n# Keyspace\r\ndb0:keys=5,expires=0\r\n"
                self.wfile.write(b"$%d\r\n%s\r\n" % (len(text), text))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        text = file.read()
    number = int(re.search(r"self: (\d+)", text).group(1))
    port = int(re.search(rf"id: {number} .*resp_port: (\d+)", text).group(1))
    mood = open("mood", encoding="utf-8").read().strip() if os.path.exists("mood") else ""
    if mood == "dies":
        print("segment 3: record 17: checksum mismatch", flush=True)
        sys.exit(1)
    if mood == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Server(("127.0.0.1", port), Talk).serve_forever()


main()
