#ifndef BRUME_FILTER_H
#define BRUME_FILTER_H

/* Refuses the system calls that a function has no use for and an attacker has. Negative errno on failure. */
long installFilter(void);

#endif
