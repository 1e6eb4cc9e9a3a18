"""
Runs inside the function's own process, on Python 3.8 to 3.14, so it uses the standard library only
and loads as little of it as it can (docs/adr/0004-invoke-path.md).
"""

import builtins
import os
import sys
from json import dumps, loads

OWN_DIR = os.path.dirname(os.path.abspath(__file__))

from brume_lambda import channel, logs, settings
from brume_lambda.context import LambdaContext
from brume_lambda.fault import describe, log_error
from brume_lambda.handler import load_handler
from brume_lambda.paths import arrange_paths
from brume_lambda.payload import encode_answer, parse_event
from brume_lambda.sdk import explain_missing_sdk
from brume_lambda.streams import capture_streams, end_lines

# Six MiB and what surrounds it.
LONGEST_RESPONSE_BYTES = 6291556


def load(packages, was_ahead):
    """
    From here on the function is known. Returns its handler; does not return when INIT fails.
    packages: the folder of the AWS SDK, which need not exist.
    """
    settings.read_settings()
    arrange_paths(OWN_DIR, packages, was_ahead)
    explain_missing_sdk(packages)
    logs.prepare_logging()
    try:
        return load_handler(os.environ["_HANDLER"])
    except Exception as error:
        write_error(channel.INIT_FAILED, error, "")
        end_lines()
        os._exit(1)


def write_error(kind, error, request_id):
    shape = describe(error, request_id)
    end_lines()
    log_error(shape)
    payload = dumps(shape, ensure_ascii=settings.ascii_only).encode("utf-8", "replace")
    if len(payload) <= LONGEST_RESPONSE_BYTES:
        channel.write_failure(kind, shape["errorType"], payload)
    else:
        write_too_large(kind)


def serve(handler):
    channel.write_frame(channel.READY, b"")
    while True:
        kind, body = channel.read_frame()
        if kind != channel.INVOKE:
            os._exit(1)
        event_start = 4 + int.from_bytes(body[:4], "little")
        header = loads(body[4:event_start])
        logs.request_id = header["id"]
        logs.tenant_id = header.get("tenantId")
        os.environ["_X_AMZN_TRACE_ID"] = header["trace"]
        try:
            invoke(handler, header, body[event_start:])
        except Exception as error:
            write_error(channel.FAILURE, error, header["id"])


def invoke(handler, header, body):
    context = LambdaContext(header)
    answer = encode_answer(handler(parse_event(body), context))
    end_lines()
    if len(answer) <= LONGEST_RESPONSE_BYTES:
        channel.write_frame(channel.RESPONSE, answer)
    else:
        write_too_large(channel.FAILURE)


def write_too_large(kind):
    error_type = "Function.ResponseSizeTooLarge"
    message = (
        "Response payload size exceeded maximum allowed payload size (%d bytes)."
        % LONGEST_RESPONSE_BYTES
    )
    payload = dumps({"errorMessage": message, "errorType": error_type}).encode()
    channel.write_failure(kind, error_type, payload)


def add_site_builtins():
    """exit() and quit(), which Python's `site` makes; it is skipped, for it reads the machine's packages."""
    from _sitebuiltins import Quitter

    builtins.exit = Quitter("exit", "Ctrl-D (i.e. EOF)")
    builtins.quit = Quitter("quit", "Ctrl-D (i.e. EOF)")


def main():
    channel.open_channel()
    capture_streams()
    add_site_builtins()
    packages = sys.argv.pop()
    # Without a handler this process is one of those that are started ahead, for any function.
    is_ahead = "_HANDLER" not in os.environ
    if is_ahead:
        from brume_lambda.assignment import wait_for_function

        wait_for_function(__file__, packages)
    serve(load(packages, is_ahead))


# Not in children of `multiprocessing`, which run the main module again under another name.
if __name__ == "__main__":
    main()
