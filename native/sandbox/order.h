/*
 * What Brume asks for. An order is a list of fields, each ended by a zero: a verb, the number of a
 * sandbox, then keys of one letter, each followed by its values. src/lambda-runtime/sandbox/
 * namespaces/order.ts writes them.
 *
 *   a ARG            a word of the command        b SOURCE TARGET   show a file or folder, read-only
 *   e NAME=VALUE     a variable                   l POINTS-TO AT    a symbolic link
 *   c FOLDER         working folder               f CONTENT AT      a small file
 *   h 1              give it a channel, fd 3      t NAME MB         its /tmp, by name; kept until dropped
 *   n 1              a network of its own         p PORT            listen there, hand the listener out
 *   r FIFO           a pipe to read from, fd 4
 *   d SETTINGS       a resolver, named by /etc/resolv.conf with these lines behind it
 *   z SUFFIX HEX     names that lead to an address  s HEX           a server to ask for all others
 *   o COUNT          open files                   m MB              memory, beside what is in /tmp
 *   u COUNT          processes                    q USEC            CPU time in each period; 0: all
 */
#ifndef BRUME_ORDER_H
#define BRUME_ORDER_H

#include "text.h"

#define ORDER_LIMIT (128 * 1024)

struct order {
  const char *at;
  const char *end;
};
struct field {
  char key;
  const char *first;
  const char *second;
};

/* The next text, or NULL at the end. `bytes` must end with a zero. */
const char *nextText(struct order *order);
/* Returns 0 at the end of the order, or when it is malformed. */
int nextField(struct order *order, struct field *field);

#endif
