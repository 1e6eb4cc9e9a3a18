/** Reads where the kernel shows control groups, of version 1, 2 or both: cgroups(7). */

/** One hierarchy, and the place of this process in it. */
export interface Hierarchy {
  version: 1 | 2;
  /** Of version 1; version 2 lists them in a file. */
  controllers: readonly string[];
  /** The folder of this process's own group. */
  folder: string;
  /** The topmost folder that is visible. */
  top: string;
}

/**
 * @param mountInfo `/proc/self/mountinfo`
 * @param groups `/proc/self/cgroup`
 */
export function parseHierarchies(mountInfo: string, groups: string): Hierarchy[] {
  const paths = parseGroups(groups);
  return mountInfo.split('\n').flatMap((line) => {
    const [left = '', right = ''] = line.split(' - ');
    const [, , , root = '/', top = ''] = left.split(' ');
    const [type, , options = ''] = right.split(' ');
    if ((type !== 'cgroup' && type !== 'cgroup2') || !top.startsWith('/')) return [];
    const controllers = options.split(',').filter((word) => paths.has(word));
    const path = paths.get(type === 'cgroup2' ? '' : (controllers[0] ?? 'none'));
    if (path === undefined) return [];
    return [
      { version: type === 'cgroup2' ? 2 : 1, controllers, top, folder: top + below(root, path) },
    ];
  });
}

/** Controllers of version 1, and `` for version 2, with the path of this process. */
function parseGroups(groups: string): Map<string, string> {
  const paths = new Map<string, string>();
  for (const line of groups.split('\n')) {
    const [, controllers, ...path] = line.split(':');
    if (controllers === undefined) continue;
    for (const controller of controllers.split(',')) paths.set(controller, path.join(':'));
  }
  return paths;
}

/** In a container the mount may show only what lies below its `root`. */
function below(root: string, path: string): string {
  const inside = root === '/' ? path : path.startsWith(`${root}/`) ? path.slice(root.length) : '/';
  return inside === '/' ? '' : inside;
}
