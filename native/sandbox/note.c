#include "note.h"

long sendWith(int socket, const void *bytes, size_t length, int fd, int flags) {
  struct part part = {(void *)bytes, length};
  struct descriptorNote along = {DESCRIPTOR_NOTE_LENGTH, SOL_SOCKET_LEVEL, SCM_RIGHTS_TYPE, fd, 0};
  struct message message = {NULL, 0, &part, 1, fd < 0 ? NULL : &along, fd < 0 ? 0 : sizeof along, 0};
  return SYS_3(__NR_sendmsg, socket, &message, flags | MSG_NOSIGNAL);
}

long receiveWith(int socket, void *bytes, size_t length, int *fd, int flags) {
  struct part part = {bytes, length};
  struct descriptorNote along = {0, 0, 0, -1, 0};
  struct message message = {NULL, 0, &part, 1, &along, sizeof along, 0};
  long received = SYS_3(__NR_recvmsg, socket, &message, flags | MSG_CMSG_CLOEXEC);
  *fd = message.controlLength >= DESCRIPTOR_NOTE_LENGTH && along.type == SCM_RIGHTS_TYPE ? along.fd : -1;
  return received;
}

void sendNote(int socket, char kind, int value, const char *words, int fd) {
  struct note note = {kind, value, {0}};
  struct text text = textIn(note.words, sizeof note.words);
  addText(&text, words);
  sendWith(socket, &note, sizeof note, fd, 0);
}
