/* The /tmp of each instance: a tmpfs of its size that outlives the processes of the instance. */
#ifndef BRUME_SCRATCH_H
#define BRUME_SCRATCH_H

#include "text.h"

struct scratch {
  u64 number; /* 0: this place is empty */
  u32 uid;
  u64 sizeMb;
};

/* Makes the folder under which they are mounted, in this process's own mount namespace. */
long openScratch(void);
/* Finds or makes it; `isUserMode`: everything belongs to this process's only user. NULL when it cannot. */
struct scratch *scratchOf(u64 number, u64 sizeMb, int isUserMode);
/* A descriptor of its mount, for another mount namespace. */
long cloneScratch(const struct scratch *scratch);
void dropScratch(u64 number);

#endif
