/* Text into buffers of a fixed size; what does not fit is cut, never written beyond. */
#ifndef BRUME_TEXT_H
#define BRUME_TEXT_H

#include "sys.h"

void *memcpy(void *to, const void *from, size_t length);
void *memset(void *at, int value, size_t length);
void *memmove(void *to, const void *from, size_t length);
size_t lengthOf(const char *text);
int sameText(const char *a, const char *b);
int startsWith(const char *text, const char *start);
/* Digits at the start of the text; 0 when there are none. */
u64 numberIn(const char *text);

struct text {
  char *at;
  size_t left;
};
/* `buffer` ends with a zero at all times. */
struct text textIn(char *buffer, size_t size);
void addText(struct text *to, const char *text);
void addNumber(struct text *to, u64 number);
/* For the inside of a JSON string: what would need escaping becomes `?`. */
void addPlain(struct text *to, const char *text);

/* Reads a small file (of /proc or of a cgroup) as text. Returns its length or a negative errno. */
long readSmallFile(const char *path, char *buffer, size_t size);
long writeSmallFile(const char *path, const char *content);
/* The number behind `name` in lines of `name value`; 0 when it is not there. */
u64 statOf(const char *lines, const char *name);

#endif
