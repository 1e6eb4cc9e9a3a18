/* The file system that a function sees: an empty one, and in it exactly what the order shows. */
#ifndef BRUME_ROOT_H
#define BRUME_ROOT_H

#include "order.h"

struct failure {
  const char *what;
  long error;
};

/* A copy of a mount of this namespace, read-only unless it is a device. Returns a descriptor. */
long cloneMount(const char *path, int isDevice);
/*
 * Builds the file system in the calling process's own mount namespace and makes it the root.
 * `tmp` is a descriptor of the mount for /tmp, or negative; `resolver` is for /etc/resolv.conf, or NULL.
 * Returns 0, or says what failed.
 */
int enterRoot(struct order order, int tmp, u32 uid, const char *resolver, struct failure *failure);

#endif
