/*
 * Control groups of version 1 or 2, or both side by side. Brume finds out which folders may be used and
 * makes one in each hierarchy for this program; below it every sandbox has its own, named by a number.
 */
#ifndef BRUME_CGROUP_H
#define BRUME_CGROUP_H

#include "text.h"

#define CGROUP_PERIOD_USEC 20000

struct memoryUse {
  /* Private pages: without swap, only the end of a process frees them. */
  u64 heldBytes;
  u64 allBytes;
};

/* `word` is `KIND=FOLDER`: memory, cpu, pids or freezer (version 1), unified (version 2). */
void useHierarchy(const char *word);
int hasCgroups(void);
int hasFreezer(void);
/* Makes the folders of a sandbox. */
void makeCgroup(u64 number);
/* Puts the calling process into it; it may sleep for some milliseconds (an RCU grace period). */
void joinCgroup(u64 number);
/* The kernel's hard limit; 0 leaves it alone. */
void limitMemory(u64 number, u64 bytes);
void limitProcesses(u64 number, u64 count);
/* CPU time in each period; 0: as much as there is. */
void limitCpu(u64 number, u64 usec);
/* Returns 0 where the kernel cannot tell. */
int readMemory(u64 number, u64 worthAStat, struct memoryUse *use);
int wasOutOfMemory(u64 number);
/* Returns 0 where there is no freezer. */
int freezeCgroup(u64 number, int frozen);
/* Once all its processes have gone. */
void removeCgroup(u64 number);
/* The folders that Brume made for this program. */
void removeHierarchies(void);

#endif
