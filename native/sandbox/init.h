/*
 * The first process of a sandbox: it waits in namespaces and cgroups of its own for an order, builds what
 * was ordered, starts the program, and collects the dead. When it ends, everything in the sandbox ends.
 */
#ifndef BRUME_INIT_H
#define BRUME_INIT_H

#include "order.h"

/* What goes ahead of an order from the supervisor. */
struct orderHead {
  u32 uid;
  int isUserMode;
  /* Of the sandbox's first process, as seen from outside. */
  u32 pid;
};

/* The ends that stay inside. */
struct sandboxEnds {
  int control;
  int output;
  int errors;
  int channel;
};

/* Never returns. `baseMounts`: the mount namespace to start from; `words`: the command line, to be wiped. */
__attribute__((noreturn)) void runInit(struct sandboxEnds ends, int baseMounts, u64 cgroup, struct part words);

#endif
