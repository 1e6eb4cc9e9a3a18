"""What the environment says about this function; read when it is known, before its code runs."""

import os
import sys

# TEXT or JSON.
log_format = "TEXT"
# A name of `logging`, or empty: its own default.
log_level = ""
# Runtimes before 3.12 escape what is not ASCII in their answers.
ascii_only = sys.version_info < (3, 12)


def read_settings():
    global log_format, log_level
    log_format = "JSON" if os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON" else "TEXT"
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    log_level = "DEBUG" if level == "TRACE" else level
