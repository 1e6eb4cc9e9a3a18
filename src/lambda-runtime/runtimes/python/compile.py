"""
Compiles this runtime into a folder of its own: `python compile.py SOURCE TARGET`. A main program is
never cached by Python itself, and compiling it would be a third of a cold start.
"""

import os
import sys
from py_compile import PycInvalidationMode, compile

source, target = sys.argv[1:]
for folder in ("", "brume_lambda"):
    for name in os.listdir(os.path.join(source, folder)):
        if not name.endswith(".py"):
            continue
        relative = os.path.join(folder, name)
        compile(
            os.path.join(source, relative),
            os.path.join(target, relative + "c"),
            # What traces call it, wherever it lies: how fault.py tells its frames from the function's.
            dfile="/var/runtime/" + relative,
            doraise=True,
            invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
        )
