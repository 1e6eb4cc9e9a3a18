/* What the first process of a sandbox tells the supervisor. */
#ifndef BRUME_NOTE_H
#define BRUME_NOTE_H

#include "text.h"

#define NOTE_STARTED 'S'  /* the program runs; the sandbox's mount namespace comes along */
#define NOTE_FAILED 'E'   /* it could not be started: errno, and what was being done */
#define NOTE_EXIT 'X'     /* the program's wait status */
#define NOTE_LISTENER 'L' /* a listening socket comes along; its port */

struct note {
  char kind;
  int value;
  char words[120];
};

/* `fd` goes along when it is not negative. */
void sendNote(int socket, char kind, int value, const char *words, int fd);
/* Sends bytes with one descriptor (or none: -1). Returns a negative errno when it fails. */
long sendWith(int socket, const void *bytes, size_t length, int fd, int flags);
/* As recv(), and the descriptor that came along, or -1. */
long receiveWith(int socket, void *bytes, size_t length, int *fd, int flags);

#endif
