/* The last steps before the program: identity, limits, privileges, system calls. */
#ifndef BRUME_CONFINE_H
#define BRUME_CONFINE_H

#include "text.h"

struct confinement {
  u32 uid;
  /* The supervisor is not root: identity is a matter of user namespaces. */
  int isUserMode;
  u64 openFiles;
  u64 processes;
};

/* Returns 0 or a negative errno; `what` says what failed. */
long confine(const struct confinement *to, const char **what);
/* Takes every capability away from the calling process, for good. */
void dropCapabilities(void);
/* One user and one group, `inside` to the process and `outside` to the rest; needs a new namespace. */
long mapUser(u32 inside, u32 outside, u32 outsideGroup);

#endif
