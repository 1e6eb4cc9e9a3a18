#include "resolver.h"

/* https://www.rfc-editor.org/rfc/rfc1035 */
#define DNS_PORT 53
#define HEAD_BYTES 12
/* Longer ones are no questions of ours to pass on. */
#define QUERY_LIMIT 512
#define REPLY_LIMIT 4096
#define NAME_LIMIT 255
#define NAMES_LIMIT 16
#define SERVERS_LIMIT (RESOLVER_FDS - 1)
/* Questions that wait for a server; the next one takes the place of an old one. */
#define WAITING_LIMIT 128
#define SERVER_PATIENCE_MS 2000
#define LIFE_SECONDS 60

enum { TYPE_A = 1, TYPE_AAAA = 28, TYPE_ANY = 255, CLASS_IN = 1 };
enum { MALFORMED = 1, SERVER_FAILED = 2, NO_SUCH_NAME = 3, NOT_IMPLEMENTED = 4, REFUSED = 5 };
enum { IS_RESPONSE = 0x80, OPERATION = 0x78, AUTHORITATIVE = 0x04, IS_CUT = 0x02, WANTS_MORE = 0x01, HAS_MORE = 0x80 };

typedef unsigned char byte;

/* Of either family; what is used of it says `length`. */
struct peer {
  byte bytes[28];
  u32 length;
};
struct question {
  char name[NAME_LIMIT + 1];
  int type;
  int class;
  /* Where it ends in the packet. */
  int end;
};
struct waiting {
  int length; /* 0: this place is empty */
  int server;
  u64 sinceMs;
  byte id[2];
  struct peer from;
  byte query[QUERY_LIMIT];
};

static int door = -1;
static int servers[SERVERS_LIMIT];
static int serverCount;
static struct {
  const char *suffix;
  u32 address;
} names[NAMES_LIMIT];
static int nameCount;
static struct waiting waiting[WAITING_LIMIT];
static int waitingCount;

static int digitOf(char sign) {
  return sign >= 'a' ? sign - 'a' + 10 : sign - '0';
}

/* Addresses come as hexadecimal digits in network order. Returns how many bytes there are. */
static int readHex(const char *digits, byte *to, int limit) {
  int count = 0;
  for (; count < limit && digits[0] && digits[1]; digits += 2)
    to[count++] = (byte)(digitOf(digits[0]) << 4 | digitOf(digits[1]));
  return count;
}

/* Out of the way of the program's own numbers. */
static long openUdp(int family) {
  long fd = SYS_3(__NR_socket, family, SOCK_DGRAM | SOCK_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0) return fd;
  long moved = SYS_3(__NR_fcntl, fd, F_DUPFD_CLOEXEC, 64);
  closeFd((int)fd);
  return moved;
}

static long openServer(const char *digits) {
  byte ip[16];
  struct address4 four = {AF_INET, __builtin_bswap16(DNS_PORT), 0, {0}};
  struct address6 six = {AF_INET6, __builtin_bswap16(DNS_PORT), 0, {0}, 0};
  int isFour = readHex(digits, ip, sizeof ip) == 4;
  memcpy(isFour ? (byte *)&four.ip : six.ip, ip, isFour ? 4 : 16);
  long fd = openUdp(isFour ? AF_INET : AF_INET6);
  if (fd < 0) return fd;
  long result = isFour ? SYS_3(__NR_connect, fd, &four, sizeof four) : SYS_3(__NR_connect, fd, &six, sizeof six);
  if (result < 0) closeFd((int)fd);
  return result < 0 ? result : fd;
}

long openResolver(struct order order, u32 address) {
  struct address4 here = {AF_INET, __builtin_bswap16(DNS_PORT), address, {0}};
  struct field field;
  while (nextField(&order, &field)) {
    if (field.key == 'z' && nameCount < NAMES_LIMIT) {
      names[nameCount].suffix = field.first;
      readHex(field.second, (byte *)&names[nameCount++].address, 4);
    }
    if (field.key != 's' || serverCount == SERVERS_LIMIT) continue;
    long fd = openServer(field.first);
    // A server that this machine has no way to is as one that stays silent.
    if (fd >= 0) servers[serverCount++] = (int)fd;
  }
  long fd = openUdp(AF_INET);
  if (fd < 0) return fd;
  door = (int)fd;
  return SYS_3(__NR_bind, door, &here, sizeof here);
}

/* Returns 0 for what is no well-formed question. Compression has no place in one. */
static int readQuestion(const byte *packet, int length, struct question *question) {
  int at = HEAD_BYTES;
  int written = 0;
  if (packet[4] != 0 || packet[5] != 1) return 0;
  for (;;) {
    if (at >= length) return 0;
    int label = packet[at++];
    if (label == 0) break;
    if (label > 63 || at + label > length || written + label + 1 > NAME_LIMIT) return 0;
    if (written > 0) question->name[written++] = '.';
    for (int end = at + label; at < end; at++) {
      char sign = (char)packet[at];
      question->name[written++] = sign >= 'A' && sign <= 'Z' ? (char)(sign + 32) : sign;
    }
  }
  question->name[written] = 0;
  if (at + 4 > length) return 0;
  question->type = packet[at] << 8 | packet[at + 1];
  question->class = packet[at + 2] << 8 | packet[at + 3];
  question->end = at + 4;
  return 1;
}

static int endsWith(const char *name, const char *suffix) {
  size_t length = lengthOf(name);
  size_t end = lengthOf(suffix);
  if (length < end || !sameText(name + length - end, suffix)) return 0;
  return length == end || name[length - end - 1] == '.';
}

static void send(const byte *packet, int length, const struct peer *to) {
  SYS_6(__NR_sendto, door, packet, length, MSG_DONTWAIT | MSG_NOSIGNAL, to->bytes, to->length);
}

/* Makes an answer of a question: the same head and question, and nothing behind it. */
static void startAnswer(byte *packet, int code, int answers) {
  packet[2] = (byte)(IS_RESPONSE | AUTHORITATIVE | (packet[2] & (OPERATION | WANTS_MORE)));
  packet[3] = (byte)(HAS_MORE | code);
  memset(packet + 6, 0, 6);
  packet[7] = (byte)answers;
}

static void refuse(byte *packet, int code, int length, const struct peer *to) {
  startAnswer(packet, code, 0);
  if (length == HEAD_BYTES) memset(packet + 4, 0, 2);
  send(packet, length, to);
}

static void answerWith(u32 address, byte *packet, const struct question *question, const struct peer *to) {
  static const byte RECORD[] = {0xc0, HEAD_BYTES, 0, TYPE_A, 0, CLASS_IN, 0, 0, 0, LIFE_SECONDS, 0, 4};
  int has = question->class == CLASS_IN && (question->type == TYPE_A || question->type == TYPE_ANY);
  int length = question->end;
  startAnswer(packet, 0, has);
  if (has) {
    memcpy(packet + length, RECORD, sizeof RECORD);
    memcpy(packet + length + sizeof RECORD, &address, sizeof address);
    length += (int)(sizeof RECORD + sizeof address);
  }
  send(packet, length, to);
}

static u64 nowMs(void) {
  long long now[2] = {0, 0};
  SYS_2(__NR_clock_gettime, 1 /* monotonic */, now);
  return (u64)now[0] * 1000 + (u64)now[1] / 1000000;
}

static void ask(struct waiting *place) {
  place->sinceMs = nowMs();
  SYS_6(__NR_sendto, servers[place->server], place->query, place->length, MSG_DONTWAIT | MSG_NOSIGNAL, NULL, 0);
}

static void forget(struct waiting *place) {
  if (place->length) waitingCount--;
  place->length = 0;
}

/* Under a number of its own, which nobody can guess. */
static void passOn(const byte *packet, int length, const struct peer *from) {
  byte number[2];
  SYS_3(__NR_getrandom, number, sizeof number, 0);
  struct waiting *place = &waiting[number[0] % WAITING_LIMIT];
  forget(place);
  waitingCount++;
  place->length = length;
  place->server = 0;
  memcpy(place->id, packet, 2);
  place->from = *from;
  memcpy(place->query, packet, (size_t)length);
  memcpy(place->query, number, 2);
  ask(place);
}

static void hearQuestion(byte *packet, int length, const struct peer *from) {
  struct question question;
  if (length < HEAD_BYTES || packet[2] & IS_RESPONSE) return;
  if (packet[2] & OPERATION) return refuse(packet, NOT_IMPLEMENTED, HEAD_BYTES, from);
  if (length > QUERY_LIMIT || !readQuestion(packet, length, &question))
    return refuse(packet, MALFORMED, HEAD_BYTES, from);
  for (int i = 0; i < nameCount; i++)
    if (endsWith(question.name, names[i].suffix)) return answerWith(names[i].address, packet, &question, from);
  if (serverCount == 0) return refuse(packet, NO_SUCH_NAME, question.end, from);
  passOn(packet, length, from);
}

/* Returns whether there was another server to ask. */
static int askNext(struct waiting *place) {
  if (place->server + 1 >= serverCount) return 0;
  place->server++;
  ask(place);
  return 1;
}

static void hearAnswer(int server, byte *packet, int length) {
  struct question question;
  if (length < HEAD_BYTES || !(packet[2] & IS_RESPONSE)) return;
  struct waiting *place = &waiting[packet[0] % WAITING_LIMIT];
  if (!place->length || place->server != server || place->query[0] != packet[0] || place->query[1] != packet[1]) return;
  int code = packet[3] & 0x0f;
  if ((code == SERVER_FAILED || code == REFUSED) && askNext(place)) return;
  // Nothing listens for TCP here, and some of the addresses are as good as all.
  if (packet[2] & IS_CUT && readQuestion(packet, length, &question) &&
      (question.type == TYPE_A || question.type == TYPE_AAAA))
    packet[2] &= (byte)~IS_CUT;
  memcpy(packet, place->id, 2);
  send(packet, length, &place->from);
  forget(place);
}

int watchResolver(struct pollfd *watched) {
  if (door < 0) return 0;
  watched[0] = (struct pollfd){door, POLLIN, 0};
  for (int i = 0; i < serverCount; i++) watched[i + 1] = (struct pollfd){servers[i], POLLIN, 0};
  return serverCount + 1;
}

long resolverPatience(void) { return waitingCount > 0 ? SERVER_PATIENCE_MS / 2 : -1; }

void runResolver(const struct pollfd *watched, int count) {
  static byte packet[REPLY_LIMIT];
  struct peer from = {{0}, sizeof from.bytes};
  for (int i = 0; i < count; i++) {
    if (!watched[i].revents) continue;
    // One packet at a time, so that the dead are collected between them. An error of a server is read off, too.
    long length = SYS_6(__NR_recvfrom, watched[i].fd, packet, sizeof packet, MSG_DONTWAIT, i == 0 ? from.bytes : NULL,
                        i == 0 ? &from.length : NULL);
    if (length > 0 && i == 0) hearQuestion(packet, (int)length, &from);
    if (length > 0 && i > 0) hearAnswer(i - 1, packet, (int)length);
  }
  u64 now = waitingCount > 0 ? nowMs() : 0;
  for (int i = 0; waitingCount > 0 && i < WAITING_LIMIT; i++)
    if (waiting[i].length && now - waiting[i].sinceMs >= SERVER_PATIENCE_MS && !askNext(&waiting[i])) forget(&waiting[i]);
}
