"""Errors as https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html shows them."""

import sys
from json import dumps
from time import gmtime, strftime, time

from . import settings
from .channel import write_log

# The code objects of this runtime carry this path (see ../compile.py).
OWN_FILES = "/var/runtime/"
# AWS's log shows indented lines of a trace with it, because consoles swallow leading spaces.
NO_BREAK_SPACE = "\u00a0"


class Fault(Exception):
    """A failure that has one of AWS's own types, such as Runtime.ImportModuleError."""

    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.message = message
        self.trace = list(trace)


def describe(error, request_id):
    """The answer for the caller, as a dict."""
    if isinstance(error, Fault):
        error_type, message, trace = error.error_type, error.message, error.trace
    else:
        error_type, message, trace = type(error).__name__, str(error), format_trace(error)
    shape = {"errorMessage": message, "errorType": error_type}
    if sys.version_info >= (3, 9):  # the runtime of 3.8 did not name the request
        shape["requestId"] = request_id
    shape["stackTrace"] = trace
    return shape


def format_trace(error):
    """One text per frame; this runtime's own frames in front are left out, unless there are no others."""
    import traceback  # only for those who need it

    frames = [(f.filename, f.lineno, f.name, f.line) for f in traceback.extract_tb(error.__traceback__)]
    first = next((i for i, f in enumerate(frames) if not f[0].startswith(OWN_FILES)), 0)
    return traceback.format_list(frames[first:])


def log_error(shape):
    """One event: JSON, or text with newlines inside and none at its end, as AWS prints it."""
    if settings.log_format == "JSON":
        stamp = strftime("%Y-%m-%dT%H:%M:%S", gmtime(time()))
        entry = {"timestamp": stamp, "level": "ERROR"}
        entry.update(shape)
        text = dumps(entry, ensure_ascii=settings.ascii_only)
    else:
        text = _error_text(shape)
    write_log(text.encode("utf-8", "replace"))


def _error_text(shape):
    head = "[ERROR] " + shape["errorType"]
    if shape["errorMessage"]:
        head += ": " + shape["errorMessage"]
    lines = [head, "Traceback (most recent call last):"]
    for entry in shape["stackTrace"]:
        lines.extend(_indent(line) for line in entry.splitlines())
    return "\n".join(lines)


def _indent(line):
    rest = line.lstrip(" ")
    return NO_BREAK_SPACE * (len(line) - len(rest)) + rest
