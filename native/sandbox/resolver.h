/*
 * Names for the programs of one sandbox. It runs in the sandbox's first process, so that who floods it pays
 * for it: out of the processor time and memory of that sandbox, and of no other.
 */
#ifndef BRUME_RESOLVER_H
#define BRUME_RESOLVER_H

#include "order.h"

/* How many descriptors `watchResolver` fills in at most. */
#define RESOLVER_FDS 4

/*
 * Takes port 53 of an address and opens the ways to the order's servers. `order` must stay.
 * Returns 0 or a negative errno.
 */
long openResolver(struct order order, u32 address);
/* Fills in what to wait for. Returns how many. */
int watchResolver(struct pollfd *watched);
/* For how many milliseconds to wait; -1: for ever. */
long resolverPatience(void);
/* Answers what has come, and asks the next server where one stays silent. */
void runResolver(const struct pollfd *watched, int count);

#endif
