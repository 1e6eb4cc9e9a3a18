"""
Frames over file descriptor 3 (../../../frames.ts is the other end). Between invocations the process
sleeps in the read here, which freezes the function as AWS does.
"""

import os
from _thread import RLock, _count as count_threads

CHANNEL = 3
# Frame types to this runtime.
INVOKE = 1
ASSIGN = 12
# Frame types towards Brume.
READY = 2
INIT_FAILED = 3
LOG = 4
RESPONSE = 5
FAILURE = 6
BOOTED = 13

# CloudWatch's limit for one event is 256 KB; a longer one is cut into several.
LONGEST_LOG_BYTES = 262144 - 26
READ_BYTES = 262144

# Taken before user code runs, which may replace them.
_read = os.read
_write = os.write
_exit = os._exit
_from_bytes = int.from_bytes

# Threads log at the same time; a signal handler may log while its own thread writes.
lock = RLock()
_inbox = b""
# A child made by os.fork() shares the descriptor, but Brume talks to its parent only.
_is_child = False


def open_channel():
    os.set_blocking(CHANNEL, True)
    os.set_inheritable(CHANNEL, False)
    os.register_at_fork(after_in_child=_forked)


def _forked():
    global lock, _is_child
    lock = RLock()  # the old one may be held by a thread that is not in this process
    if not _is_child:
        _is_child = True
        os.close(CHANNEL)


def read_frame():
    """Blocks until Brume sends one; ends the process when Brume has gone. Returns (type, body)."""
    global _inbox
    if _is_child:
        _exit(0)
    if not _inbox and count_threads():
        _freeze_threads()
    _need(4)
    end = 4 + _from_bytes(_inbox[:4], "little")
    _need(end)
    kind, body = _inbox[4], _inbox[5:end]
    _inbox = _inbox[end:]
    return kind, body


def _need(count):
    global _inbox
    have = len(_inbox)
    if have >= count:
        return
    pieces = [_inbox]
    while have < count:
        try:
            piece = _read(CHANNEL, READ_BYTES)
        except OSError:
            piece = b""
        if not piece:
            _exit(0)
        pieces.append(piece)
        have += len(piece)
    _inbox = b"".join(pieces)


def _freeze_threads():
    """
    os.read would let other threads run on. A call through PyDLL keeps the interpreter's lock, so
    that they stand still until the next event is there.
    """
    try:
        from ctypes import PyDLL, Structure, byref, c_int, c_short
    except ImportError:
        return  # a Python without ctypes: its threads are not frozen

    class PollFd(Structure):
        _fields_ = [("fd", c_int), ("events", c_short), ("revents", c_short)]

    poll = PyDLL(None).poll
    request = PollFd(CHANNEL, 1, 0)  # POLLIN
    while poll(byref(request), 1, -1) < 0:
        pass  # a signal; its handler runs here


def write_frame(kind, body):
    if _is_child:
        _exit(0)  # it came back from a fork and would answer a second time
    frame = b"".join(((1 + len(body)).to_bytes(4, "little"), bytes((kind,)), body))
    with lock:
        at = _write_some(CHANNEL, frame)
        while at < len(frame):  # interrupted by a signal
            at += _write_some(CHANNEL, memoryview(frame)[at:])


def _write_some(fd, data):
    try:
        return _write(fd, data)
    except OSError:
        _exit(0)  # Brume has gone


def write_failure(kind, error_type, payload):
    name = error_type.encode("utf-8", "replace")[:255]
    write_frame(kind, b"".join((bytes((len(name),)), name, payload)))


def write_log(data):
    """One log event, as bytes; written at once, so that it is there even when the process dies next."""
    if _is_child:
        _write(1, data if data.endswith(b"\n") else data + b"\n")
        return
    for piece in cut_log(data):
        write_frame(LOG, piece)


def cut_log(data):
    """In pieces that fit an event, none of which ends within a character."""
    pieces = []
    while len(data) > LONGEST_LOG_BYTES:
        end = LONGEST_LOG_BYTES
        while end > LONGEST_LOG_BYTES - 4 and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[:end])
        data = data[end:]
    pieces.append(data)
    return pieces


def is_child():
    return _is_child
