"""
Where `import` looks, in AWS's order: the function, its layers, what the runtime brings, Python's own
library. The machine's site-packages are not among them. https://docs.aws.amazon.com/lambda/latest/dg/python-package.html
"""

import os
import sys


def layer_paths(environment):
    """BRUME_LAYERS, from Brume: the merged layers, which not every sandbox can show at /opt."""
    opt = environment.get("BRUME_LAYERS", "/opt")
    return [opt + "/python/lib/python%d.%d/site-packages" % sys.version_info[:2], opt + "/python"]


def arrange_paths(own_dir, bundled, was_ahead):
    """
    own_dir: of this runtime, which a function must not see; bundled: the runtime's packages;
    was_ahead: Python started before the function was known and has not read its PYTHONPATH.
    """
    task_root = os.environ["LAMBDA_TASK_ROOT"]
    layers = layer_paths(os.environ)
    os.environ.pop("BRUME_LAYERS", None)
    given = os.environ.get("PYTHONPATH")
    library = [path for path in sys.path if path != own_dir]
    if given is None:
        paths = [task_root, *layers, bundled, *library]
        # For Python programs that the function starts.
        os.environ["PYTHONPATH"] = bundled
    else:
        customers = [path for path in given.split(os.pathsep) if path] if was_ahead else []
        paths = [task_root, *customers, *library, bundled, *layers]
    sys.path[:] = paths
    sys.path_importer_cache.clear()  # a process started ahead may know folders as they were then
    for folder in (task_root, *layers):
        _read_pth_files(folder)


def _read_pth_files(folder):
    try:
        has_any = any(name.endswith(".pth") for name in os.listdir(folder))
    except OSError:
        return
    if has_any:
        import site  # seldom needed, and slow

        site.addsitedir(folder, set(sys.path))
