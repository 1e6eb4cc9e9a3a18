"""
A process that was started ahead of its function: everything that does not depend on the function is
loaded, then it sleeps until one is assigned, and becomes what it would be had it been started for it.
"""

import importlib
import os
import sys
import time
from json import loads

from . import channel
from .paths import layer_paths
from .warm_sdk import warm_sdk

# What functions, and the AWS SDK above all, load of Python's own library.
LIBRARY = (
    "base64 calendar collections contextlib copy ctypes datetime decimal email.message email.parser enum "
    "functools gzip hashlib hmac http.client importlib.metadata inspect io logging random re socket ssl "
    "string struct subprocess tempfile threading traceback typing urllib.parse urllib.request uuid "
    "xml.etree.ElementTree zlib"
).split()
# Read by Python when it starts, but here too, or without an effect here.
HANDLED = frozenset(("PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"))
FLAGS = ("-s", "-S", "-B")


def wait_for_function(program, packages):
    """Blocks until there is a function; afterwards os.environ and the working folder are its own."""
    preloaded = preload(os.environ.get("BRUME_PRELOAD", ""), packages)
    channel.write_frame(channel.BOOTED, b"")
    kind, body = channel.read_frame()
    if kind != channel.ASSIGN:
        os._exit(1)
    environment = loads(body)
    task_root = environment["LAMBDA_TASK_ROOT"]
    os.chdir(task_root)
    if needs_fresh_start(environment):
        os.set_inheritable(channel.CHANNEL, True)
        os.execve(sys.executable, [sys.executable, *FLAGS, program, packages], environment)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    customers = environment.get("PYTHONPATH", "").split(os.pathsep)
    forget_overridden(preloaded, [task_root, *customers, *layer_paths(environment)])


def preload(names, packages):
    """
    BRUME_PRELOAD, from whoever started the process: `builtins` and names of packages, by commas. What
    cannot be loaded is left to the function, which then sees the error. Returns the packages' modules.
    """
    before = set(sys.modules)
    sys.path.append(packages)
    for name in filter(None, names.split(",")):
        for module in LIBRARY if name == "builtins" else (name,):
            try:
                importlib.import_module(module)
                if module == "boto3":
                    warm_sdk()
            except Exception:
                pass  # see above
    sys.path.remove(packages)
    inside = packages + os.sep
    modules = [name for name in sys.modules if name not in before]
    return [name for name in modules if (getattr(sys.modules[name], "__file__", None) or "").startswith(inside)]


def forget_overridden(preloaded, folders):
    """A function that brings one of the preloaded packages itself gets its own, and all of its own."""
    packages = {name.split(".")[0] for name in preloaded}
    for folder in filter(None, folders):
        for package in packages:
            path = os.path.join(folder, package)
            if os.path.exists(path) or os.path.exists(path + ".py"):
                for name in preloaded:
                    sys.modules.pop(name, None)
                return


def needs_fresh_start(environment):
    """Whether it says what only a Python that starts, or the system's loader, would read."""
    if any(name.startswith("PYTHON") and name not in HANDLED for name in environment):
        return True
    before = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    folders = environment.get("LD_LIBRARY_PATH", "").split(":")
    return any(folder and folder not in before and has_libraries(folder) for folder in folders)


def has_libraries(folder):
    try:
        return any(".so" in name for name in os.listdir(folder))
    except OSError:
        return False
