"""Says why the AWS SDK is not there, when a function imports it in vain."""

import os
import sys

NAMES = frozenset(("boto3", "botocore"))
UNSEEN = (
    "Brume fetches the AWS SDK when a function's own code names boto3 or botocore; "
    "name it there, or put boto3 into the function's zip."
)


class SdkHint:
    """The last finder: asked only for what no other found."""

    def __init__(self, folder):
        self._problem_file = os.path.join(folder, "problem.txt")

    def find_spec(self, name, path=None, target=None):
        if name in NAMES:
            text = "No module named '%s'. %s" % (name, self._reason())
            raise ModuleNotFoundError(text, name=name)
        return None

    def _reason(self):
        try:
            with open(self._problem_file, encoding="utf-8") as file:
                return file.read()
        except OSError:
            return UNSEEN


def explain_missing_sdk(packages):
    """packages: the folder of the SDK's packages, in the folder that also holds the problem file."""
    if not os.path.isdir(packages):
        sys.meta_path.append(SdkHint(os.path.dirname(packages)))
