"""
What the function prints goes through the channel, line by line and at once, so that the log is
complete and in order even when the process dies in the next instant.
"""

import atexit
import io
import os
import sys

from . import channel


class LogStream(io.RawIOBase):
    """One event a line, as the platform makes of the standard streams."""

    def __init__(self, fd):
        self._fd = fd
        self._partial = b""
        self.name = "<stdout>" if fd == 1 else "<stderr>"

    def writable(self):
        return True

    def fileno(self):
        return self._fd

    def write(self, data):
        size = len(data)
        if channel.is_child():
            os.write(self._fd, data)
            return size
        with channel.lock:
            text = self._partial + bytes(data)
            lines = text.split(b"\n")
            self._partial = lines.pop()
            for line in lines:
                channel.write_log(line + b"\n")
            if len(self._partial) > channel.LONGEST_LOG_BYTES:
                *full, self._partial = channel.cut_log(self._partial)
                for piece in full:
                    channel.write_log(piece)
        return size

    def end_line(self):
        """What was written without a newline so far becomes an event."""
        if self._partial and not channel.is_child():
            rest, self._partial = self._partial, b""
            channel.write_log(rest + b"\n")


_streams = []


def capture_streams():
    """Must run before the function's own code."""
    for name, fd in (("stdout", 1), ("stderr", 2)):
        raw = LogStream(fd)
        errors = "strict" if fd == 1 else "backslashreplace"
        text = io.TextIOWrapper(raw, "utf-8", errors, write_through=True)
        text.mode = "w"
        setattr(sys, name, text)
        setattr(sys, "__" + name + "__", text)
        _streams.append(raw)
    atexit.register(end_lines)


def end_lines():
    """At the end of an invocation and of the process."""
    for stream in _streams:
        stream.end_line()
