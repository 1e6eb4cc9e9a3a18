#include "report.h"
#include "note.h"

static int channel = -1;

void reportTo(int fd) { channel = fd; }

static void send(char *buffer, int fd) {
  size_t left = lengthOf(buffer);
  // A stream takes what it can; the descriptor goes along with the first bytes.
  for (char *at = buffer; left > 0; fd = -1) {
    long sent = sendWith(channel, at, left, fd, 0);
    if (sent == -EINTR) continue;
    if (sent <= 0) return;
    at += sent;
    left -= (size_t)sent;
  }
}

static void add(struct text *line, const char *name, u64 value) {
  addText(line, name);
  addNumber(line, value);
}

void reportReady(const char *mode) {
  char buffer[128];
  struct text line = textIn(buffer, sizeof buffer);
  addText(&line, "{\"ready\":true,\"mode\":\"");
  addText(&line, mode);
  addText(&line, "\"}\n");
  send(buffer, -1);
}

void reportCannot(const char *what, long error) {
  char buffer[256];
  struct text line = textIn(buffer, sizeof buffer);
  add(&line, "{\"errno\":", (u64)error);
  addText(&line, ",\"cannot\":\"");
  addPlain(&line, what);
  addText(&line, "\"}\n");
  send(buffer, -1);
}

void reportSocket(u64 id, const char *name, int isListener, int fd) {
  char buffer[256];
  struct text line = textIn(buffer, sizeof buffer);
  addText(&line, "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.");
  addText(&line, isListener ? "Server" : "Socket");
  add(&line, "\",\"msg\":{\"id\":", id);
  addText(&line, ",\"socket\":\"");
  addText(&line, name);
  addText(&line, "\"}}\n");
  send(buffer, fd);
  closeFd(fd);
}

void reportStarted(u64 id, u64 pid) {
  char buffer[128];
  struct text line = textIn(buffer, sizeof buffer);
  add(&line, "{\"id\":", id);
  add(&line, ",\"pid\":", pid);
  addText(&line, "}\n");
  send(buffer, -1);
}

void reportFailed(u64 id, int error, const char *what) {
  char buffer[512];
  struct text line = textIn(buffer, sizeof buffer);
  add(&line, "{\"id\":", id);
  add(&line, ",\"errno\":", (u64)error);
  addText(&line, ",\"failed\":\"");
  addPlain(&line, what);
  addText(&line, "\"}\n");
  send(buffer, -1);
}

void reportAssigned(u64 id, int ok) {
  char buffer[128];
  struct text line = textIn(buffer, sizeof buffer);
  add(&line, "{\"id\":", id);
  addText(&line, ok ? ",\"assigned\":true}\n" : ",\"assigned\":false}\n");
  send(buffer, -1);
}

void reportExit(u64 id, int status, int outOfMemory) {
  char buffer[256];
  struct text line = textIn(buffer, sizeof buffer);
  int signal = status & 0x7f;
  add(&line, "{\"id\":", id);
  add(&line, signal ? ",\"signal\":" : ",\"code\":", signal ? (u64)signal : (u64)((status >> 8) & 0xff));
  addText(&line, outOfMemory ? ",\"outOfMemory\":true,\"exited\":true}\n" : ",\"exited\":true}\n");
  send(buffer, -1);
}
