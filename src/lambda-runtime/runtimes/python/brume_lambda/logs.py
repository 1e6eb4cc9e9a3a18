"""
The root logger as AWS prepares it: https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html
It is prepared the moment the function imports `logging`, for many functions never do.
"""

import sys

from . import settings
from .channel import write_log

# Of the invocation that runs, or ran last; empty during INIT.
request_id = ""
tenant_id = None

# Members of a LogRecord that are no `extra` of the caller's.
_STANDARD = frozenset(
    "name msg args levelname levelno pathname filename module exc_info exc_text stack_info lineno "
    "funcName created msecs relativeCreated thread threadName processName process taskName "
    "aws_request_id tenant_id".split()
)


def prepare_logging():
    """Now, if `logging` is there; else when it is imported."""
    module = sys.modules.get("logging")
    if module:
        _prepare(module)
    else:
        sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds `logging` as the others do, and prepares it after it has run."""

    def find_spec(self, name, path=None, target=None):
        if name != "logging":
            return None
        sys.meta_path.remove(self)
        for finder in sys.meta_path:
            spec = finder.find_spec(name, path, target)
            if spec:
                _wrap(spec.loader)
                return spec
        return None


def _wrap(loader):
    execute = loader.exec_module

    def exec_module(module):
        execute(module)
        if hasattr(module, "Handler"):  # not a file of the function's own with this name
            _prepare(module)

    loader.exec_module = exec_module


def _prepare(logging):
    from time import gmtime

    class LambdaLoggerHandler(logging.Handler):
        def emit(self, record):
            write_log(self.format(record).encode("utf-8", "replace"))

    class LambdaLoggerFilter(logging.Filter):
        def filter(self, record):
            record.aws_request_id = request_id
            record.tenant_id = tenant_id
            return True

    logging.Formatter.converter = gmtime
    handler = LambdaLoggerHandler()
    handler.addFilter(LambdaLoggerFilter())
    handler.setFormatter(_json_formatter(logging) if settings.log_format == "JSON" else _text_formatter(logging))
    root = logging.getLogger()
    if isinstance(logging.getLevelName(settings.log_level), int):
        root.setLevel(settings.log_level)
    root.addHandler(handler)


def _text_formatter(logging):
    pattern = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
    return logging.Formatter(pattern, "%Y-%m-%dT%H:%M:%S")


def _json_formatter(logging):
    from json import dumps
    from time import gmtime, strftime

    class JsonFormatter(logging.Formatter):
        def formatTime(self, record, datefmt=None):
            seconds = strftime("%Y-%m-%dT%H:%M:%S", gmtime(record.created))
            return "%s.%03dZ" % (seconds, record.msecs)

        def format(self, record):
            record.levelno = min(50, max(0, record.levelno)) // 10 * 10
            record.levelname = logging.getLevelName(record.levelno)
            entry = {
                "timestamp": self.formatTime(record),
                "level": record.levelname,
                "message": record.getMessage(),
                "logger": record.name,
                **_error_members(record),
                "requestId": record.aws_request_id,
            }
            if record.exc_info:
                entry["location"] = "%s:%s:%s" % (record.pathname, record.funcName, record.lineno)
            if record.tenant_id is not None:
                entry["tenantId"] = record.tenant_id
            for name, value in record.__dict__.items():
                if name not in _STANDARD and name not in entry and value is not None:
                    entry[name] = value
            return dumps(entry, ensure_ascii=False) + "\n"

    return JsonFormatter()


def _error_members(record):
    if not record.exc_info:
        return {}
    from traceback import format_tb

    error_type, error, trace = record.exc_info
    return {
        "stackTrace": format_tb(trace),
        "errorType": error_type.__name__ if error_type else "NoneType",
        "errorMessage": str(error),
    }
