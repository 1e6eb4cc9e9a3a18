#include "scratch.h"
#include "identity.h"
#include "sandbox.h"

#define PLACE "/tmp"

static struct scratch all[SANDBOXES_LIMIT];
static u32 lastUser;

long openScratch(void) {
  return mountAt("brume", PLACE, "tmpfs", MS_NOSUID | MS_NODEV, "mode=700,size=64k,nr_inodes=8192");
}

static void pathOf(u64 number, char *buffer, size_t size) {
  struct text path = textIn(buffer, size);
  addText(&path, PLACE "/");
  addNumber(&path, number);
}

static struct scratch *placeOf(u64 number) {
  for (int i = 0; i < SANDBOXES_LIMIT; i++)
    if (all[i].number == number) return &all[i];
  return NULL;
}

static long make(const struct scratch *scratch) {
  char path[64];
  char options[128];
  pathOf(scratch->number, path, sizeof path);
  struct text text = textIn(options, sizeof options);
  addText(&text, "mode=700,uid=");
  addNumber(&text, scratch->uid);
  addText(&text, ",gid=");
  addNumber(&text, scratch->uid);
  addText(&text, ",size=");
  addNumber(&text, scratch->sizeMb);
  addText(&text, "m");
  long result = makeFolder(path, 0700);
  return result < 0 ? result : mountAt("tmp", path, "tmpfs", MS_NOSUID | MS_NODEV, options);
}

struct scratch *scratchOf(u64 number, u64 sizeMb, int isUserMode) {
  struct scratch *known = placeOf(number);
  if (known) return known;
  struct scratch *free = placeOf(0);
  if (!free) return NULL;
  // Each instance is a user of its own, so that nothing that the kernel counts by user is shared.
  u32 uid = isUserMode ? SANDBOX_USER : FIRST_OUTER_USER + lastUser++ % OUTER_USERS;
  *free = (struct scratch){number, uid, sizeMb};
  if (make(free) == 0) return free;
  free->number = 0;
  return NULL;
}

long cloneScratch(const struct scratch *scratch) {
  char path[64];
  pathOf(scratch->number, path, sizeof path);
  return SYS_3(__NR_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
}

void dropScratch(u64 number) {
  struct scratch *scratch = placeOf(number);
  char path[64];
  if (number == 0 || !scratch) return;
  pathOf(number, path, sizeof path);
  scratch->number = 0;
  // Freeing gigabytes takes a while, which no launch should wait for; the namespace is the same.
  if (forkWith(0) != 0) return;
  SYS_2(__NR_umount2, path, MNT_DETACH);
  SYS_3(__NR_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
  quit(0);
}
