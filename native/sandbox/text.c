#include "text.h"

/* The compiler calls these by name. */
void *memcpy(void *to, const void *from, size_t length) {
  char *target = to;
  const char *source = from;
  while (length-- > 0) *target++ = *source++;
  return to;
}
void *memmove(void *to, const void *from, size_t length) {
  char *target = to;
  const char *source = from;
  if (target <= source) return memcpy(to, from, length);
  while (length-- > 0) target[length] = source[length];
  return to;
}
void *memset(void *at, int value, size_t length) {
  char *target = at;
  while (length-- > 0) *target++ = (char)value;
  return at;
}

size_t lengthOf(const char *text) {
  size_t length = 0;
  while (text[length]) length++;
  return length;
}

int sameText(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return *a == *b;
}

int startsWith(const char *text, const char *start) {
  while (*start)
    if (*text++ != *start++) return 0;
  return 1;
}

u64 numberIn(const char *text) {
  u64 number = 0;
  while (*text >= '0' && *text <= '9') number = number * 10 + (u64)(*text++ - '0');
  return number;
}

struct text textIn(char *buffer, size_t size) {
  buffer[0] = 0;
  return (struct text){buffer, size};
}

static void addByte(struct text *to, char byte) {
  if (to->left < 2) return;
  *to->at++ = byte;
  *to->at = 0;
  to->left--;
}

void addText(struct text *to, const char *text) {
  while (*text) addByte(to, *text++);
}

void addPlain(struct text *to, const char *text) {
  for (; *text; text++) addByte(to, *text < ' ' || *text > '~' || *text == '"' || *text == '\\' ? '?' : *text);
}

void addNumber(struct text *to, u64 number) {
  char digits[21];
  int count = 0;
  do digits[count++] = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  while (count > 0) addByte(to, digits[--count]);
}

long readSmallFile(const char *path, char *buffer, size_t size) {
  long fd = openAt(AT_FDCWD, path, O_RDONLY, 0);
  if (fd < 0) return fd;
  long length = readFd((int)fd, buffer, size - 1);
  closeFd((int)fd);
  buffer[length > 0 ? length : 0] = 0;
  return length;
}

long writeSmallFile(const char *path, const char *content) {
  long fd = openAt(AT_FDCWD, path, O_WRONLY, 0);
  if (fd < 0) return fd;
  long written = writeFd((int)fd, content, lengthOf(content));
  closeFd((int)fd);
  return written;
}

u64 statOf(const char *lines, const char *name) {
  size_t length = lengthOf(name);
  for (const char *at = lines; *at;) {
    if (startsWith(at, name) && at[length] == ' ') return numberIn(at + length + 1);
    while (*at && *at != '\n') at++;
    if (*at) at++;
  }
  return 0;
}
