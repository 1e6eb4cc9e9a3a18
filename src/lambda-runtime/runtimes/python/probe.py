"""Prints what locate.ts asks of an interpreter, as JSON."""

import os
import platform
import sys
from json import dumps
from sysconfig import get_config_var

library = {os.path.dirname(os.__file__), *(path for path in sys.path if os.path.isdir(path))}
if get_config_var("Py_ENABLE_SHARED"):
    library.add(os.path.join(get_config_var("LIBDIR"), get_config_var("INSTSONAME")))
print(
    dumps(
        {
            "implementation": sys.implementation.name,
            "version": platform.python_version(),
            "path": os.path.realpath(sys.executable),
            "prefix": sys.base_prefix,
            "library": sorted(library),
        }
    )
)
