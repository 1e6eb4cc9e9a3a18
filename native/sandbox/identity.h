/* Who functions are. */
#ifndef BRUME_IDENTITY_H
#define BRUME_IDENTITY_H

/* AWS's number of the user that functions run as; used where user namespaces give it. */
#define SANDBOX_USER 993
/* As root each instance is one of these on the machine: far from people, daemons and container ranges. */
#define FIRST_OUTER_USER 2130000000U
#define OUTER_USERS 1000000U

#endif
