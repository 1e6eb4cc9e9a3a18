#include "cgroup.h"

#define AT_REMOVEDIR_FLAG 0x200

enum kind { MEMORY, CPU, PIDS, FREEZER, UNIFIED, KINDS };
static const char *const NAMES[KINDS] = {"memory=", "cpu=", "pids=", "freezer=", "unified="};
static const char *folders[KINDS];

void useHierarchy(const char *word) {
  for (int kind = 0; kind < KINDS; kind++)
    if (startsWith(word, NAMES[kind])) folders[kind] = word + lengthOf(NAMES[kind]);
}

int hasCgroups(void) {
  for (int kind = 0; kind < KINDS; kind++)
    if (folders[kind]) return 1;
  return 0;
}

int hasFreezer(void) { return folders[UNIFIED] || folders[FREEZER]; }

static const char *pathOf(enum kind kind, u64 number, const char *file, char *buffer, size_t size) {
  struct text path = textIn(buffer, size);
  addText(&path, folders[kind]);
  addText(&path, "/");
  addNumber(&path, number);
  if (file) addText(&path, "/");
  if (file) addText(&path, file);
  return buffer;
}

/* Returns 1 when the file was there and took it. */
static int set(enum kind kind, u64 number, const char *file, const char *value) {
  char path[512];
  return folders[kind] && writeSmallFile(pathOf(kind, number, file, path, sizeof path), value) > 0;
}

static int setNumber(enum kind kind, u64 number, const char *file, u64 value) {
  char buffer[32];
  struct text text = textIn(buffer, sizeof buffer);
  addNumber(&text, value);
  return set(kind, number, file, buffer);
}

void makeCgroup(u64 number) {
  char path[512];
  for (int kind = 0; kind < KINDS; kind++)
    if (folders[kind]) makeFolder(pathOf(kind, number, NULL, path, sizeof path), 0755);
}

void joinCgroup(u64 number) {
  for (int kind = 0; kind < KINDS; kind++) set(kind, number, "cgroup.procs", "0");
}

void limitMemory(u64 number, u64 bytes) {
  if (bytes == 0) return;
  setNumber(MEMORY, number, "memory.limit_in_bytes", bytes);
  setNumber(MEMORY, number, "memory.memsw.limit_in_bytes", bytes);
  setNumber(UNIFIED, number, "memory.max", bytes);
  set(UNIFIED, number, "memory.swap.max", "0");
  set(UNIFIED, number, "memory.oom.group", "1");
}

void limitProcesses(u64 number, u64 count) {
  setNumber(PIDS, number, "pids.max", count);
  setNumber(UNIFIED, number, "pids.max", count);
}

void limitCpu(u64 number, u64 usec) {
  char buffer[64];
  struct text text = textIn(buffer, sizeof buffer);
  if (usec) addNumber(&text, usec);
  else addText(&text, "max");
  addText(&text, " ");
  addNumber(&text, CGROUP_PERIOD_USEC);
  set(UNIFIED, number, "cpu.max", buffer);
  setNumber(CPU, number, "cpu.cfs_period_us", CGROUP_PERIOD_USEC);
  if (usec) setNumber(CPU, number, "cpu.cfs_quota_us", usec);
  else set(CPU, number, "cpu.cfs_quota_us", "-1");
}

/* Of whichever hierarchy has the file. */
static long get(enum kind old, const char *oldFile, const char *file, u64 number, char *buffer, size_t size) {
  char path[512];
  long length = -ENOENT;
  if (folders[old]) length = readSmallFile(pathOf(old, number, oldFile, path, sizeof path), buffer, size);
  if (length < 0 && folders[UNIFIED])
    length = readSmallFile(pathOf(UNIFIED, number, file, path, sizeof path), buffer, size);
  return length;
}

int readMemory(u64 number, u64 worthAStat, struct memoryUse *use) {
  char buffer[8192];
  if (get(MEMORY, "memory.usage_in_bytes", "memory.current", number, buffer, sizeof buffer) < 0) return 0;
  use->allBytes = numberIn(buffer);
  use->heldBytes = 0;
  // The details cost ten times as much, and below the limit they do not matter.
  if (use->allBytes < worthAStat) return 1;
  if (get(MEMORY, "memory.stat", "memory.stat", number, buffer, sizeof buffer) < 0) return 0;
  use->heldBytes = statOf(buffer, "rss") + statOf(buffer, "anon");
  return 1;
}

int wasOutOfMemory(u64 number) {
  char buffer[1024];
  return get(MEMORY, "memory.oom_control", "memory.events", number, buffer, sizeof buffer) > 0 &&
         statOf(buffer, "oom_kill") > 0;
}

int freezeCgroup(u64 number, int frozen) {
  return set(UNIFIED, number, "cgroup.freeze", frozen ? "1" : "0") ||
         set(FREEZER, number, "freezer.state", frozen ? "FROZEN" : "THAWED");
}

void removeCgroup(u64 number) {
  char path[512];
  for (int kind = 0; kind < KINDS; kind++)
    if (folders[kind])
      SYS_3(__NR_unlinkat, AT_FDCWD, pathOf(kind, number, NULL, path, sizeof path), AT_REMOVEDIR_FLAG);
}

void removeHierarchies(void) {
  for (int kind = 0; kind < KINDS; kind++)
    if (folders[kind]) SYS_3(__NR_unlinkat, AT_FDCWD, folders[kind], AT_REMOVEDIR_FLAG);
}
