#include "init.h"
#include "cgroup.h"
#include "confine.h"
#include "note.h"
#include "resolver.h"
#include "root.h"

#include <linux/prctl.h>

#define WORDS_LIMIT 1024
#define ALL_DESCRIPTORS (~0U)
#define LOOPBACK __builtin_bswap32(0x7f000001)
/* Where the descriptors that are kept lie, above the program's own 0 to 3. */
enum { CONTROL = 10, OUTPUT, ERRORS, CHANNEL, BASE_MOUNTS, FIRST_UNUSED };
/* Where the program finds its pipe, and what its start ends. */
enum { EVENTS = 4, START_REPORT };

static char orderBytes[sizeof(struct orderHead) + ORDER_LIMIT];

struct plan {
  struct order all;
  const char *command[WORDS_LIMIT];
  const char *environment[WORDS_LIMIT];
  int commandCount;
  int environmentCount;
  const char *folder;
  int hasChannel;
  /* -1: none */
  int events;
  int ownNetwork;
  struct confinement confinement;
};
static struct plan plan;

static __attribute__((noreturn)) void giveUp(const char *what, long error) {
  sendNote(CONTROL, NOTE_FAILED, (int)error, what, -1);
  quit(1);
}

static void move(int from, int to) {
  SYS_3(__NR_dup3, from, to, O_CLOEXEC);
}

/* Of everything that was inherited only five descriptors stay, at known places. */
static void keepOnly(struct sandboxEnds ends, int baseMounts) {
  int kept[] = {ends.control, ends.output, ends.errors, ends.channel, baseMounts};
  // First out of the way, so that no move overwrites what is yet to be moved.
  for (int i = 0; i < COUNT_OF(kept); i++)
    kept[i] = (int)SYS_3(__NR_fcntl, kept[i], F_DUPFD_CLOEXEC, 64);
  for (int i = 0; i < COUNT_OF(kept); i++) move(kept[i], CONTROL + i);
  SYS_3(__NR_close_range, 0, CONTROL - 1, 0);
  SYS_3(__NR_close_range, FIRST_UNUSED, ALL_DESCRIPTORS, 0);
}

static void readPlan(struct order order) {
  struct field field;
  plan.all = order;
  plan.folder = "/";
  plan.confinement.openFiles = 1024;
  plan.confinement.processes = 1024;
  while (nextField(&order, &field)) {
    if (field.key == 'a' && plan.commandCount < WORDS_LIMIT - 1) plan.command[plan.commandCount++] = field.first;
    if (field.key == 'e' && plan.environmentCount < WORDS_LIMIT - 1)
      plan.environment[plan.environmentCount++] = field.first;
    if (field.key == 'c') plan.folder = field.first;
    if (field.key == 'h') plan.hasChannel = 1;
    if (field.key == 'n') plan.ownNetwork = 1;
    if (field.key == 'o') plan.confinement.openFiles = numberIn(field.first);
    if (field.key == 'u') plan.confinement.processes = numberIn(field.first);
  }
}

/* struct ifreq, as far as it is used. */
struct interface {
  char name[16];
  short flags;
  char rest[22];
};

static long openLoopback(void) {
  struct interface loopback = {"lo", 0x1 /* up */, {0}};
  long fd = SYS_3(__NR_socket, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return fd;
  long result = SYS_3(__NR_ioctl, fd, 0x8914 /* SIOCSIFFLAGS */, &loopback);
  closeFd((int)fd);
  return result;
}

/* Listens inside and hands the socket out: Brume serves it without any way through the wall. */
static long handOutListener(u64 port) {
  struct address4 address = {AF_INET, __builtin_bswap16((unsigned short)port), LOOPBACK, {0}};
  long fd = SYS_3(__NR_socket, AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return fd;
  long result = SYS_3(__NR_bind, fd, &address, sizeof address);
  if (result == 0) result = SYS_2(__NR_listen, fd, 511);
  if (result == 0) sendNote(CONTROL, NOTE_LISTENER, (int)port, "", (int)fd);
  closeFd((int)fd);
  return result;
}

/* By its name, which is outside; its writer has it open already, so this does not wait. */
static void openEvents(struct order order) {
  struct field field;
  plan.events = -1;
  while (nextField(&order, &field)) {
    if (field.key != 'r') continue;
    long fd = openAt(AT_FDCWD, field.first, O_RDONLY, 0);
    if (fd < 0) giveUp("the pipe for events", -fd);
    plan.events = (int)SYS_3(__NR_fcntl, fd, F_DUPFD_CLOEXEC, 64);
    closeFd((int)fd);
  }
}

static void buildNetwork(struct order order) {
  struct field field;
  if (!plan.ownNetwork) return;
  long result = SYS_1(__NR_unshare, CLONE_NEWNET);
  if (result == 0) result = openLoopback();
  if (result < 0) giveUp("a network", -result);
  while (nextField(&order, &field))
    if (field.key == 'p' && (result = handOutListener(numberIn(field.first))) < 0) giveUp("a listener", -result);
}

/* In a network of its own it is the only one; else every process of the machine has one address to itself. */
static u32 resolverAddress(u32 pid) {
  return plan.ownNetwork ? LOOPBACK : __builtin_bswap32(0x7f400000 + (pid & 0x3fffff));
}

static const char *startResolver(struct order order, u32 pid) {
  static char settings[2048];
  struct field field;
  while (nextField(&order, &field)) {
    if (field.key != 'd') continue;
    u32 address = resolverAddress(pid);
    long result = openResolver(plan.all, address);
    if (result < 0) giveUp("port 53 for its resolver", -result);
    struct text text = textIn(settings, sizeof settings);
    addText(&text, "nameserver ");
    for (int i = 0; i < 4; i++) {
      if (i > 0) addText(&text, ".");
      addNumber(&text, ((unsigned char *)&address)[i]);
    }
    addText(&text, "\n");
    addText(&text, field.first);
    return settings;
  }
  return NULL;
}

static __attribute__((noreturn)) void becomeProgram(void) {
  u64 none = 0;
  const char *what = "the program";
  SYS_4(__NR_rt_sigprocmask, SIG_SETMASK, &none, NULL, sizeof none);
  SYS_0(__NR_setsid);
  SYS_3(__NR_dup3, OUTPUT, 1, 0);
  SYS_3(__NR_dup3, ERRORS, 2, 0);
  if (plan.hasChannel) SYS_3(__NR_dup3, CHANNEL, 3, 0);
  if (plan.events >= 0) SYS_3(__NR_dup3, plan.events, EVENTS, 0);
  SYS_3(__NR_close_range, START_REPORT + 1, ALL_DESCRIPTORS, 0);
  long result = confine(&plan.confinement, &what);
  if (result == 0) {
    what = plan.folder;
    result = SYS_1(__NR_chdir, plan.folder);
  }
  if (result == 0) {
    what = plan.command[0];
    result = SYS_3(__NR_execve, plan.command[0], plan.command, plan.environment);
  }
  struct note note = {NOTE_FAILED, (int)-result, {0}};
  struct text words = textIn(note.words, sizeof note.words);
  addText(&words, what);
  writeFd(START_REPORT, &note, sizeof note);
  quit(127);
}

/* Returns the program's pid inside. */
static int startProgram(void) {
  int report[2];
  struct note note;
  long null = openAt(AT_FDCWD, "/dev/null", O_RDONLY, 0);
  if (null < 0) giveUp("/dev/null", -null);
  if (null != 0) SYS_3(__NR_dup3, null, 0, 0);
  SYS_2(__NR_pipe2, report, O_CLOEXEC);
  int writeEnd = (int)SYS_3(__NR_fcntl, report[1], F_DUPFD_CLOEXEC, 64);
  closeFd(report[1]);
  long pid = forkWith(0);
  if (pid == 0) {
    move(writeEnd, START_REPORT);
    becomeProgram();
  }
  closeFd(writeEnd);
  if (pid < 0) giveUp("a process", -pid);
  // The output ends when the program's side ends.
  closeFd(OUTPUT), closeFd(ERRORS), closeFd(CHANNEL), closeFd(BASE_MOUNTS);
  if (plan.events >= 0) closeFd(plan.events);
  if (readFd(report[0], &note, sizeof note) == sizeof note) {
    sendNote(CONTROL, note.kind, note.value, note.words, -1);
    quit(127);
  }
  closeFd(report[0]);
  int mounts = (int)openAt(AT_FDCWD, "/proc/self/ns/mnt", O_RDONLY, 0);
  sendNote(CONTROL, NOTE_STARTED, (int)pid, "", mounts);
  closeFd(mounts);
  return (int)pid;
}

/* Ends with the program. Returns when nobody is dead, which only happens when told not to wait. */
static void collect(int program, int flags) {
  for (;;) {
    int status = 0;
    long pid = SYS_4(__NR_wait4, -1, &status, flags, NULL);
    if (pid == -EINTR) continue;
    if (pid != program && pid > 0) continue;
    if (pid == 0) return;
    if (pid == program) sendNote(CONTROL, NOTE_EXIT, status, "", -1);
    quit(0);
  }
}

/* The signal has been blocked since before there was a program. */
static __attribute__((noreturn)) void resolveUntilEnd(int program) {
  u64 children = 1ULL << (SIGCHLD - 1);
  char information[128];
  struct pollfd watched[1 + RESOLVER_FDS];
  int signals = (int)SYS_4(__NR_signalfd4, -1, &children, sizeof children, O_CLOEXEC | O_NONBLOCK);
  watched[0] = (struct pollfd){signals, POLLIN, 0};
  int count = watchResolver(watched + 1);
  for (;;) {
    long milliseconds = resolverPatience();
    long long timeout[2] = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    collect(program, WNOHANG);
    SYS_5(__NR_ppoll, watched, 1 + count, milliseconds < 0 ? NULL : timeout, NULL, sizeof(u64));
    if (watched[0].revents) readFd(signals, information, sizeof information);
    runResolver(watched + 1, count);
  }
}

/* From here on it only collects; whoever takes it over must not gain by it. */
static void becomeHarmless(int isUserMode) {
  if (!isUserMode) {
    SYS_2(__NR_setgroups, 0, NULL);
    SYS_3(__NR_setresgid, 65534, 65534, 65534);
    SYS_3(__NR_setresuid, 65534, 65534, 65534);
  }
  dropCapabilities();
  SYS_5(__NR_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  // The change of identity has cleared it.
  SYS_2(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL);
  SYS_2(__NR_prctl, PR_SET_DUMPABLE, 0);
}

static void waitForOrder(struct orderHead *head, int *tmp) {
  long length = receiveWith(CONTROL, orderBytes, sizeof orderBytes - 1, tmp, 0);
  if (length <= (long)sizeof *head) quit(0); // the supervisor has gone, or needs no spare any more
  memcpy(head, orderBytes, sizeof *head);
  readPlan((struct order){orderBytes + sizeof *head, orderBytes + length});
  plan.confinement.uid = head->uid;
  plan.confinement.isUserMode = head->isUserMode;
}

void runInit(struct sandboxEnds ends, int baseMounts, u64 cgroup, struct part words) {
  struct orderHead head;
  struct failure failure = {"", 0};
  int tmp = -1;
  SYS_2(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL);
  SYS_2(__NR_prctl, PR_SET_NAME, "brume-init");
  keepOnly(ends, baseMounts);
  joinCgroup(cgroup);
  memset(words.base, 0, words.length);
  // Afterwards, so that the cgroups look like roots from inside.
  SYS_1(__NR_unshare, CLONE_NEWCGROUP);
  long result = SYS_2(__NR_setns, BASE_MOUNTS, CLONE_NEWNS);
  if (result == 0) result = SYS_1(__NR_unshare, CLONE_NEWNS);
  if (result < 0) giveUp("mounts", -result);
  SYS_2(__NR_sethostname, "lambda", 6);

  waitForOrder(&head, &tmp);
  openEvents(plan.all);
  buildNetwork(plan.all);
  const char *resolver = startResolver(plan.all, head.pid);
  if (enterRoot(plan.all, tmp, head.uid, resolver, &failure) < 0) giveUp(failure.what, failure.error);
  if (tmp >= 0) closeFd(tmp);
  int program = startProgram();
  becomeHarmless(head.isUserMode);
  if (resolver) resolveUntilEnd(program);
  for (;;) collect(program, 0);
}
