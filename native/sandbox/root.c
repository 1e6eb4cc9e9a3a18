#include "root.h"

#define BINDS_LIMIT 64
/* Some folder that every system has; what it holds stays reachable through descriptors opened before. */
#define SCAFFOLD "/tmp"
#define ATTACH MOVE_MOUNT_F_EMPTY_PATH

static const char *const DEVICES[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};

static int failed(struct failure *failure, const char *what, long error) {
  failure->what = what;
  failure->error = -error;
  return -1;
}

long cloneMount(const char *path, int isDevice) {
  long fd = SYS_3(__NR_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
  if (fd < 0) return fd;
  struct mount_attr attributes = {
      .attr_set = isDevice ? MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC
                           : MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV,
      .propagation = MS_PRIVATE,
  };
  long result = SYS_5(__NR_mount_setattr, fd, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes);
  if (result == 0) return fd;
  closeFd((int)fd);
  return result;
}

/* The folders above a path; `path` is absolute, and what is made lies below the working folder. */
static void makeParents(const char *path, char *buffer, size_t size) {
  struct text text = textIn(buffer, size);
  addText(&text, path + 1);
  for (char *at = buffer; *at; at++) {
    if (*at != '/') continue;
    *at = 0;
    makeFolder(buffer, 0755);
    *at = '/';
  }
}

static int makeFile(const char *path, const char *content) {
  char inside[512];
  makeParents(path, inside, sizeof inside);
  long fd = openAt(AT_FDCWD, inside, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (fd < 0) return (int)fd;
  long written = writeFd((int)fd, content, lengthOf(content));
  closeFd((int)fd);
  return written < 0 ? (int)written : 0;
}

static int isFolder(int fd) {
  struct statx about;
  return SYS_5(__NR_statx, fd, "", AT_EMPTY_PATH, STATX_TYPE, &about) == 0 && (about.stx_mode & 0170000) == 0040000;
}

static long attach(int mount, const char *path) {
  char inside[512];
  makeParents(path, inside, sizeof inside);
  // What an earlier mount shows there is covered, and never touched.
  struct statx there;
  if (SYS_5(__NR_statx, AT_FDCWD, inside, AT_SYMLINK_NOFOLLOW, STATX_TYPE, &there) < 0) {
    long made = isFolder(mount) ? makeFolder(inside, 0755) : makeFile(path, "");
    if (made < 0) return made;
  }
  return SYS_5(__NR_move_mount, mount, "", AT_FDCWD, inside, ATTACH);
}

/* Sources are opened before anything is mounted over them. */
static int openBinds(struct order order, int mounts[BINDS_LIMIT], struct failure *failure) {
  struct field field;
  int count = 0;
  while (nextField(&order, &field)) {
    if (field.key != 'b') continue;
    if (count == BINDS_LIMIT) return failed(failure, "too many folders", -E2BIG);
    long mount = cloneMount(field.first, 0);
    if (mount < 0) return failed(failure, field.first, mount);
    mounts[count++] = (int)mount;
  }
  return count;
}

static int placeFields(struct order order, const int *mounts, struct failure *failure) {
  struct field field;
  char inside[512];
  int next = 0;
  while (nextField(&order, &field)) {
    long result = 0;
    if (field.key == 'b') {
      result = attach(mounts[next], field.second);
      closeFd(mounts[next++]);
    } else if (field.key == 'f') {
      result = makeFile(field.second, field.first);
    } else if (field.key == 'l') {
      makeParents(field.second, inside, sizeof inside);
      result = SYS_3(__NR_symlinkat, field.first, AT_FDCWD, inside);
    }
    if (result < 0) return failed(failure, field.second, result);
  }
  return 0;
}

static int placeDevices(const int *devices, struct failure *failure) {
  for (int i = 0; i < COUNT_OF(DEVICES); i++) {
    long result = attach(devices[i], DEVICES[i]);
    if (result < 0) return failed(failure, DEVICES[i], result);
    closeFd(devices[i]);
  }
  SYS_3(__NR_symlinkat, "/proc/self/fd", AT_FDCWD, "dev/fd");
  SYS_3(__NR_symlinkat, "/proc/self/fd/0", AT_FDCWD, "dev/stdin");
  SYS_3(__NR_symlinkat, "/proc/self/fd/1", AT_FDCWD, "dev/stdout");
  SYS_3(__NR_symlinkat, "/proc/self/fd/2", AT_FDCWD, "dev/stderr");
  return 0;
}

/* Programs ask who they are. */
static void nameUser(u32 uid) {
  char buffer[256];
  struct text users = textIn(buffer, sizeof buffer);
  addText(&users, "root:x:0:0:root:/root:/sbin/nologin\nsbx_user1051:x:");
  addNumber(&users, uid);
  addText(&users, ":");
  addNumber(&users, uid);
  addText(&users, "::/home/sbx_user1051:/sbin/nologin\n");
  makeFile("/etc/passwd", buffer);
  struct text groups = textIn(buffer, sizeof buffer);
  addText(&groups, "root:x:0:\nsbx_user1051:x:");
  addNumber(&groups, uid);
  addText(&groups, ":\n");
  makeFile("/etc/group", buffer);
}

int enterRoot(struct order order, int tmp, u32 uid, const char *resolver, struct failure *failure) {
  int mounts[BINDS_LIMIT];
  int devices[COUNT_OF(DEVICES)];
  // Nothing that happens here is seen outside, nor the reverse.
  long result = mountAt(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
  if (result < 0) return failed(failure, "private mounts", result);
  if (openBinds(order, mounts, failure) < 0) return -1;
  for (int i = 0; i < COUNT_OF(DEVICES); i++)
    if ((devices[i] = (int)cloneMount(DEVICES[i], 1)) < 0) return failed(failure, DEVICES[i], devices[i]);

  result = mountAt("brume", SCAFFOLD, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=4m,nr_inodes=1024");
  if (result < 0) return failed(failure, "tmpfs", result);
  SYS_1(__NR_chdir, SCAFFOLD);
  static const char *const FOLDERS[] = {"var", "var/task", "opt", "tmp", "proc", "dev"};
  for (int i = 0; i < COUNT_OF(FOLDERS); i++) makeFolder(FOLDERS[i], 0755);
  if (placeFields(order, mounts, failure) < 0 || placeDevices(devices, failure) < 0) return -1;
  nameUser(uid);
  if (resolver) makeFile("/etc/resolv.conf", resolver);
  result = mountAt("proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
  if (result < 0) return failed(failure, "/proc", result);
  if (tmp >= 0 && (result = attach(tmp, "/tmp")) < 0) return failed(failure, "/tmp", result);

  result = SYS_2(__NR_pivot_root, ".", ".");
  if (result < 0) return failed(failure, "pivot_root", result);
  // Both roots lie at the same place now; the old one is on top.
  result = SYS_2(__NR_umount2, ".", MNT_DETACH);
  if (result < 0) return failed(failure, "the old root", result);
  SYS_1(__NR_chdir, "/");
  struct mount_attr readOnly = {.attr_set = MOUNT_ATTR_RDONLY};
  result = SYS_5(__NR_mount_setattr, AT_FDCWD, "/", 0, &readOnly, sizeof readOnly);
  return result < 0 ? failed(failure, "a read-only root", result) : 0;
}
