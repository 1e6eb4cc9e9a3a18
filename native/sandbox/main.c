/*
 * brume-sandbox: starts functions in sandboxes, for one Brume. It gets orders on its standard input, tells
 * what happens over Node's channel for child processes, and ends with everything it started when Brume ends.
 *
 *   brume-sandbox serve [memory=FOLDER] [cpu=FOLDER] [pids=FOLDER] [freezer=FOLDER] [unified=FOLDER]
 *   brume-sandbox true        does nothing, well: the program of a test sandbox
 *   brume-sandbox --version   the fingerprint of the sources that this was built from
 */
#include "cgroup.h"
#include "order.h"
#include "report.h"
#include "sandbox.h"
#include "scratch.h"

#include <linux/resource.h>

#ifndef FINGERPRINT
#define FINGERPRINT "unknown"
#endif

enum { ORDERS = 0, CHILDREN, CHANNEL, FIRST_SANDBOX };

static char inbox[sizeof(u32) + ORDER_LIMIT];
static size_t inboxLength;
static struct pollfd watched[FIRST_SANDBOX + SANDBOXES_LIMIT];
static struct sandbox *watchedSandboxes[FIRST_SANDBOX + SANDBOXES_LIMIT];

static void obey(struct order order) {
  const char *verb = nextText(&order);
  const char *number = nextText(&order);
  if (!verb || !number) return;
  u64 id = numberIn(number);
  struct order rest = order;
  const char *value = nextText(&rest);
  if (sameText(verb, "launch")) launch(id, order);
  else if (sameText(verb, "assign")) assign(id, order);
  else if (sameText(verb, "kill")) killSandbox(id);
  else if (sameText(verb, "terminate")) terminateProgram(id);
  else if (sameText(verb, "freeze")) setFrozen(id, 1);
  else if (sameText(verb, "thaw")) setFrozen(id, 0);
  else if (sameText(verb, "cpu") && value) limitCpuOf(id, numberIn(value));
  else if (sameText(verb, "drop")) dropScratch(id);
}

/* Returns 0 when Brume has gone. */
static int readOrders(void) {
  long got = readFd(0, inbox + inboxLength, sizeof inbox - inboxLength);
  if (got == -EINTR || got == -EAGAIN) return 1;
  if (got <= 0) return 0;
  inboxLength += (size_t)got;
  for (;;) {
    u32 length;
    if (inboxLength < sizeof length) return 1;
    memcpy(&length, inbox, sizeof length);
    if (length == 0 || length > ORDER_LIMIT) return 0; // not Brume's own
    if (inboxLength < sizeof length + length) return 1;
    const char *bytes = inbox + sizeof length;
    if (bytes[length - 1] == 0) obey((struct order){bytes, bytes + length});
    inboxLength -= sizeof length + length;
    memmove(inbox, bytes + length, inboxLength);
  }
}

static void collectChildren(int signals) {
  char information[128 * 16];
  readFd(signals, information, sizeof information);
  for (;;) {
    int status = 0;
    long pid = SYS_4(__NR_wait4, -1, &status, WNOHANG, NULL);
    if (pid <= 0) return;
    struct sandbox *sandbox = NULL;
    for (int i = 0; i < placesUsed && !sandbox; i++)
      if (sandboxes[i].initPid == pid) sandbox = &sandboxes[i];
    if (sandbox) sandboxEnded(sandbox);
    else assignEnded((int)pid, status);
  }
}

static int watchAll(void) {
  int count = FIRST_SANDBOX;
  for (int i = 0; i < placesUsed; i++) {
    if (!sandboxes[i].initPid) continue;
    watched[count] = (struct pollfd){sandboxes[i].control, POLLIN, 0};
    watchedSandboxes[count++] = &sandboxes[i];
  }
  return count;
}

static long waitForAny(int count, long milliseconds) {
  long long timeout[2] = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  return SYS_5(__NR_ppoll, watched, count, milliseconds < 0 ? NULL : timeout, NULL, sizeof(u64));
}

/* What Node acknowledges is of no interest; returns 0 when it has gone. */
static int drainChannel(int channel) {
  char bytes[4096];
  long got = SYS_5(__NR_recvfrom, channel, bytes, sizeof bytes, MSG_DONTWAIT, NULL);
  return got > 0 || got == -EAGAIN || got == -EINTR;
}

static void serve(int channel, int signals) {
  watched[ORDERS] = (struct pollfd){0, POLLIN, 0};
  watched[CHILDREN] = (struct pollfd){signals, POLLIN, 0};
  watched[CHANNEL] = (struct pollfd){channel, POLLIN, 0};
  for (;;) {
    long wait = watchMemory();
    int count = watchAll();
    if (waitForAny(count, wait) <= 0) {
      keepSpare();
      continue;
    }
    if (watched[ORDERS].revents && !readOrders()) return;
    if (watched[CHANNEL].revents && !drainChannel(channel)) return;
    for (int i = FIRST_SANDBOX; i < count; i++)
      if (watched[i].revents & POLLIN) hear(watchedSandboxes[i]);
    if (watched[CHILDREN].revents) collectChildren(signals);
    keepSpare();
  }
}

/* Kills, waits for the ends, and removes the cgroups. */
static void cleanUp(void) {
  endAll();
  for (long pid = 1; pid > 0 || pid == -EINTR;) {
    pid = SYS_4(__NR_wait4, -1, NULL, 0, NULL);
    for (int i = 0; i < placesUsed; i++)
      if (pid > 0 && sandboxes[i].initPid == pid) removeCgroup(sandboxes[i].cgroup);
  }
  removeHierarchies();
}

static void raiseFileLimit(void) {
  struct rlimit64 limit;
  SYS_4(__NR_prlimit64, 0, RLIMIT_NOFILE, NULL, &limit);
  limit.rlim_cur = limit.rlim_max;
  SYS_4(__NR_prlimit64, 0, RLIMIT_NOFILE, &limit, NULL);
}

static int runServer(int wordCount, char **words, int channel) {
  u64 children = 1ULL << (SIGCHLD - 1);
  reportTo(channel);
  SYS_3(__NR_fcntl, channel, F_SETFD, FD_CLOEXEC);
  for (int i = 2; i < wordCount; i++) useHierarchy(words[i]);
  char *last = words[wordCount - 1];
  rememberWords(words[0], (size_t)(last + lengthOf(last) - words[0]));
  // Ctrl-C at the terminal is for Brume, which then stops its functions in order.
  SYS_0(__NR_setsid);
  raiseFileLimit();
  SYS_4(__NR_rt_sigprocmask, SIG_BLOCK, &children, NULL, sizeof children);
  int signals = (int)SYS_4(__NR_signalfd4, -1, &children, sizeof children, O_CLOEXEC | O_NONBLOCK);
  int status = prepareMode() < 0;
  if (status == 0) {
    keepSpare();
    reportReady(modeName());
    serve(channel, signals);
  }
  cleanUp();
  return status;
}

static void say(const char *text) { writeFd(1, text, lengthOf(text)); }

static int run(int wordCount, char **words) {
  const char *verb = wordCount > 1 ? words[1] : "";
  if (sameText(verb, "true")) return 0;
  if (sameText(verb, "--version")) {
    say("brume-sandbox " FINGERPRINT "\n");
    return 0;
  }
  if (sameText(verb, "serve")) {
    for (char **variable = words + wordCount + 1; *variable; variable++)
      if (startsWith(*variable, "NODE_CHANNEL_FD="))
        return runServer(wordCount, words, (int)numberIn(*variable + lengthOf("NODE_CHANNEL_FD=")));
  }
  say("This program is started by Brume; it has no use by hand.\n");
  return 2;
}

/* The kernel puts the count of words, the words, and behind a NULL the environment on the stack. */
__attribute__((noreturn, used)) void begin(long *stack) { quit(run((int)stack[0], (char **)(stack + 1))); }

#if defined(__x86_64__)
__asm__(".globl _start\n_start:\n  xor %ebp, %ebp\n  mov %rsp, %rdi\n  and $-16, %rsp\n  call begin\n");
#else
__asm__(".globl _start\n_start:\n  mov x29, #0\n  mov x30, #0\n  mov x0, sp\n  bl begin\n");
#endif
