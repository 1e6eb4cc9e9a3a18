import { expect, it } from 'vitest';
import { parseHierarchies } from './cgroup-hierarchies.ts';

it('version 2 alone, below a session', () => {
  const mounts =
    '31 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n24 23 0:22 / /proc rw - proc proc rw\n';
  expect(parseHierarchies(mounts, '0::/user.slice/user-1000.slice/session-3.scope\n')).toEqual([
    {
      version: 2,
      controllers: [],
      top: '/sys/fs/cgroup',
      folder: '/sys/fs/cgroup/user.slice/user-1000.slice/session-3.scope',
    },
  ]);
});

it('both versions side by side, controllers that share a hierarchy', () => {
  const mounts = [
    '32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
    '35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
    '40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd',
    '41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
  ].join('\n');
  const groups = '9:name=systemd:/a\n4:memory:/job/7:x\n1:cpu,cpuacct:/\n0::/\n';
  expect(
    parseHierarchies(mounts, groups).map(({ version, controllers, folder }) => [
      version,
      controllers,
      folder,
    ]),
  ).toEqual([
    [1, ['cpu', 'cpuacct'], '/sys/fs/cgroup/cpu,cpuacct'],
    [1, ['memory'], '/sys/fs/cgroup/memory/job/7:x'],
    [1, ['name=systemd'], '/sys/fs/cgroup/systemd/a'],
    [2, [], '/sys/fs/cgroup/unified'],
  ]);
});

it('in a container, whose mount begins at its own group', () => {
  const mounts = '35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n';
  expect(parseHierarchies(mounts, '4:memory:/docker/abc/inner\n')[0]?.folder).toBe(
    '/sys/fs/cgroup/memory/inner',
  );
  expect(parseHierarchies(mounts, '4:memory:/elsewhere\n')[0]?.folder).toBe(
    '/sys/fs/cgroup/memory',
  );
});

it('nothing where there is nothing', () => {
  expect(parseHierarchies('', '')).toEqual([]);
  expect(parseHierarchies('half a line\n1 2 - cgroup\n', 'half\n::\n')).toEqual([]);
});
