"""
Events and answers as JSON. AWS's runtime uses the package simplejson, whose answers differ from
those of `json`: named tuples and whatever has `_asdict` are objects, bytes are text, decimals are
numbers. The ordinary case is left to the fast encoder of `json`.
"""

import sys
from json import dumps, loads
from json.encoder import encode_basestring, encode_basestring_ascii

from . import settings
from .fault import Fault

_SCALARS = frozenset((str, int, float, bool, type(None)))
_CONTAINERS = frozenset((dict, list, tuple))
_ORDINARY = _SCALARS | _CONTAINERS
_TEXT = frozenset((str,))


def parse_event(body):
    try:
        return loads(str(body, "utf-8"))
    except Exception as error:
        raise Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % error) from None


def encode_answer(value):
    """The answer as bytes; what the handler returns as bytes is passed on as it is."""
    if isinstance(value, bytes):
        return value
    try:
        if _is_ordinary(value):
            text = dumps(value, ensure_ascii=settings.ascii_only)
        else:
            pieces = []
            _write(value, pieces.append, _quote(), set())
            text = "".join(pieces)
        return text.encode("utf-8")
    except Exception as error:
        raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % error) from None


def _is_ordinary(value):
    """Whether `json` does with it what AWS does. Endless ones are, for `json` finds that out."""
    kind = type(value)
    if kind not in _CONTAINERS:
        return kind in _SCALARS
    try:
        return _all_ordinary(value)
    except RecursionError:
        return True


def _all_ordinary(container):
    items = container
    if type(container) is dict:
        if not _TEXT.issuperset(map(type, container)):
            return False
        items = container.values()
    kinds = set(map(type, items))
    if not _ORDINARY.issuperset(kinds):
        return False
    if _SCALARS.issuperset(kinds):
        return True
    return all(_all_ordinary(item) for item in items if type(item) in _CONTAINERS)


def _quote():
    return encode_basestring_ascii if settings.ascii_only else encode_basestring


def _write(value, emit, quote, parents):
    if isinstance(value, (str, bytes)):
        emit(quote(value if isinstance(value, str) else str(value, "utf-8")))
    elif value is None or isinstance(value, (bool, int, float)):
        emit(_scalar(value))
    elif hasattr(value, "_asdict") and callable(value._asdict):
        _write_inside(value, parents, lambda: _write_dict(value._asdict(), emit, quote, parents))
    elif isinstance(value, dict):
        _write_inside(value, parents, lambda: _write_dict(value, emit, quote, parents))
    elif isinstance(value, (list, tuple)):
        _write_inside(value, parents, lambda: _write_list(value, emit, quote, parents))
    else:
        emit(_decimal(value))


def _write_inside(value, parents, write):
    if id(value) in parents:
        raise ValueError("Circular reference detected")
    parents.add(id(value))
    write()
    parents.remove(id(value))


def _write_dict(value, emit, quote, parents):
    separator = "{"
    for key, item in value.items():
        emit(separator)
        emit(quote(_key(key)))
        emit(": ")
        _write(item, emit, quote, parents)
        separator = ", "
    emit("{}" if separator == "{" else "}")


def _write_list(value, emit, quote, parents):
    separator = "["
    for item in value:
        emit(separator)
        _write(item, emit, quote, parents)
        separator = ", "
    emit("[]" if separator == "[" else "]")


def _key(key):
    if isinstance(key, str):
        return key
    if isinstance(key, bytes):
        return str(key, "utf-8")
    if key is None or isinstance(key, (bool, int, float)):
        return _scalar(key)
    name = type(key).__name__
    raise TypeError("keys must be str, int, float, bool or None, not " + name)


def _scalar(value):
    if value is None:
        return "null"
    if isinstance(value, float):
        return dumps(float(value))  # NaN and Infinity as they are, as AWS does
    if isinstance(value, bool):
        return "true" if value else "false"
    return int.__repr__(value)


def _decimal(value):
    decimal = sys.modules.get("decimal")  # who has made one has imported it
    if decimal and isinstance(value, decimal.Decimal):
        return "NaN" if value.is_nan() else str(value)
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)
