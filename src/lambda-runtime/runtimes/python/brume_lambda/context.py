"""The handler's second argument: https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

import os
from json import loads
from time import time

from .channel import write_log
from .fault import Fault


class _Record:
    """Fixed names, all None when not given."""

    __slots__ = ()

    def __init__(self, values):
        for name in self.__slots__:
            setattr(self, name, values.get(name))

    def __repr__(self):
        return _describe(self, self.__slots__)


class Client(_Record):
    __slots__ = (
        "installation_id",
        "app_title",
        "app_version_name",
        "app_version_code",
        "app_package_name",
    )


class ClientContext(_Record):
    __slots__ = ("custom", "env", "client")


class CognitoIdentity(_Record):
    __slots__ = ("cognito_identity_id", "cognito_identity_pool_id")


class LambdaContext:
    def __init__(self, header):
        """header: of the invoke frame."""
        environ = os.environ
        self._deadline_ms = int(time() * 1000 + header["remainingMs"])
        self.aws_request_id = header["id"]
        self.log_group_name = environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = header["arn"]
        self.tenant_id = header.get("tenantId")
        self.client_context = _client_context(_parse(header, "clientContext", "Client Context"))
        identity = _parse(header, "cognitoIdentity", "Cognito Identity") or {}
        self.identity = CognitoIdentity(
            {
                "cognito_identity_id": identity.get("cognitoIdentityId"),
                "cognito_identity_pool_id": identity.get("cognitoIdentityPoolId"),
            }
        )

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time() * 1000))

    def log(self, msg):
        write_log(str(msg).encode("utf-8", "replace"))

    def __repr__(self):
        return _describe(self, _CONTEXT_NAMES)


_CONTEXT_NAMES = (
    "aws_request_id",
    "log_group_name",
    "log_stream_name",
    "function_name",
    "memory_limit_in_mb",
    "function_version",
    "invoked_function_arn",
    "client_context",
    "identity",
    "tenant_id",
)


def _parse(header, name, label):
    text = header.get(name)
    if not text:
        return None
    try:
        return loads(text)
    except ValueError as error:
        message = "Unable to parse %s JSON: %s" % (label, error)
        raise Fault("Runtime.LambdaContextUnmarshalError", message) from None


def _client_context(values):
    if values is None:
        return None
    context = ClientContext(values)
    if context.client is not None:
        context.client = Client(context.client)
    return context


def _describe(record, names):
    inside = ",".join("%s=%s" % (name, getattr(record, name)) for name in names)
    return "%s([%s])" % (type(record).__name__, inside)
