"""Prints what locate.ts asks of an interpreter, as JSON."""

import os
import platform
import sys
from json import dumps

library = {os.path.dirname(os.__file__), *(path for path in sys.path if os.path.isdir(path))}
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
