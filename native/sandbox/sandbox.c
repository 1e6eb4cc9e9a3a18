#include "sandbox.h"
#include "cgroup.h"
#include "confine.h"
#include "identity.h"
#include "init.h"
#include "note.h"
#include "report.h"
#include "root.h"
#include "scratch.h"

/* The first process of a sandbox and what the kernel keeps for it; not the function's fault. */
#define OWN_BYTES (8ULL << 20)
#define CHECK_FIRST_MS 5
#define CHECK_LAST_MS 500
#define ASSIGNS_LIMIT 256

struct sandbox sandboxes[SANDBOXES_LIMIT];
int placesUsed;
static struct {
  int pid;
  u64 id;
} assigns[ASSIGNS_LIMIT];
static int isUserMode;
static int baseMounts = -1;
static u64 lastCgroup;
/* A spare that ends by itself is not replaced until the next order: it would end again. */
static int spareFailed;

static char *wordsStart;
static size_t wordsLength;

void rememberWords(char *start, size_t length) {
  wordsStart = start;
  wordsLength = length;
}

const char *modeName(void) { return isUserMode ? "user" : "root"; }

static int cannot(const char *what, long error) {
  reportCannot(what, -error);
  return -1;
}

static u64 nowMs(void) {
  struct {
    long long seconds, nanoseconds;
  } now;
  SYS_2(__NR_clock_gettime, 1 /* monotonic */, &now);
  return (u64)now.seconds * 1000 + (u64)now.nanoseconds / 1000000;
}

int prepareMode(void) {
  u32 user = (u32)SYS_0(__NR_geteuid);
  u32 group = (u32)SYS_0(__NR_getegid);
  long result = user == 0 ? SYS_1(__NR_unshare, CLONE_NEWNS) : -EPERM;
  if (result < 0) {
    isUserMode = 1;
    result = SYS_1(__NR_unshare, CLONE_NEWUSER | CLONE_NEWNS);
    if (result < 0) return cannot("user namespaces", result);
    result = mapUser(SANDBOX_USER, user, group);
    if (result < 0) return cannot("a user map", result);
  }
  // Mounts of the machine go on to appear here; what is mounted here stays here.
  result = mountAt(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL);
  if (result < 0) return cannot("mounts", result);
  // Sandboxes start from a namespace without the /tmp of all instances, which this process keeps in its own.
  baseMounts = (int)openAt(AT_FDCWD, "/proc/self/ns/mnt", O_RDONLY, 0);
  if (baseMounts < 0) return cannot("/proc", baseMounts);
  result = SYS_1(__NR_unshare, CLONE_NEWNS);
  if (result == 0) result = openScratch();
  return result < 0 ? cannot("tmpfs", result) : 0;
}

static struct sandbox *find(u64 id) {
  for (int i = 0; i < placesUsed; i++)
    if (sandboxes[i].initPid && sandboxes[i].id == id) return &sandboxes[i];
  return NULL;
}

static struct sandbox *emptyPlace(void) {
  for (int i = 0; i < SANDBOXES_LIMIT; i++)
    if (!sandboxes[i].initPid) {
      if (i >= placesUsed) placesUsed = i + 1;
      return &sandboxes[i];
    }
  return NULL;
}

static long makeSpare(struct sandbox *sandbox) {
  int control[2], output[2], errors[2], channel[2];
  int *const pairs[] = {control, output, errors, channel};
  for (int i = 0; i < COUNT_OF(pairs); i++) {
    long result = socketPair(i == 0 ? SOCK_SEQPACKET : SOCK_STREAM, pairs[i]);
    if (result == 0) continue;
    while (i-- > 0) closeFd(pairs[i][0]), closeFd(pairs[i][1]);
    return result;
  }
  *sandbox = (struct sandbox){.cgroup = ++lastCgroup, .control = control[0], .mounts = -1, .output = output[0],
                              .errors = errors[0], .channel = channel[0], .status = 9};
  makeCgroup(sandbox->cgroup);
  long pid = forkWith(CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS);
  if (pid == 0)
    runInit((struct sandboxEnds){control[1], output[1], errors[1], channel[1]}, baseMounts, sandbox->cgroup,
            (struct part){wordsStart, wordsLength});
  for (int i = 0; i < COUNT_OF(pairs); i++) closeFd(pairs[i][1]);
  if (pid < 0) {
    for (int i = 0; i < COUNT_OF(pairs); i++) closeFd(pairs[i][0]);
    removeCgroup(sandbox->cgroup);
    return pid;
  }
  sandbox->initPid = (int)pid;
  return 0;
}

void keepSpare(void) {
  struct sandbox *place = spareFailed || find(0) ? NULL : emptyPlace();
  if (place) makeSpare(place);
}

/* The limits among the fields; those that are not named stay as they are. */
static void setLimits(struct sandbox *sandbox, struct order order, u64 tmpMb) {
  struct field field;
  while (nextField(&order, &field)) {
    if (field.key == 'u') limitProcesses(sandbox->cgroup, numberIn(field.first) + 1);
    if (field.key == 'q') limitCpu(sandbox->cgroup, numberIn(field.first));
    if (field.key != 'm') continue;
    // What lies in /tmp is memory to the kernel but not to AWS: its hard limit is for both together, and
    // watchMemory() holds the function to its own.
    sandbox->memoryBytes = numberIn(field.first) << 20;
    limitMemory(sandbox->cgroup, sandbox->memoryBytes + (tmpMb << 20) + OWN_BYTES);
  }
}

static struct scratch *scratchIn(struct order order) {
  struct field field;
  while (nextField(&order, &field))
    if (field.key == 't') return scratchOf(numberIn(field.first), numberIn(field.second), isUserMode);
  return NULL;
}

static int wants(struct order order, char key) {
  struct field field;
  while (nextField(&order, &field))
    if (field.key == key) return 1;
  return 0;
}

static char message[sizeof(struct orderHead) + ORDER_LIMIT];

void launch(u64 id, struct order order) {
  struct scratch *scratch = scratchIn(order);
  size_t length = (size_t)(order.end - order.at);
  struct sandbox *sandbox = find(0);
  spareFailed = 0;
  if (!sandbox && (sandbox = emptyPlace()) != NULL && makeSpare(sandbox) < 0) sandbox = NULL;
  if (!scratch || !sandbox) {
    reportFailed(id, EAGAIN, scratch ? "a sandbox" : "its /tmp");
    reportExit(id, 9, 0);
    return;
  }
  struct orderHead head = {scratch->uid, isUserMode, (u32)sandbox->initPid};
  int tmp = (int)cloneScratch(scratch);
  sandbox->id = id;
  setLimits(sandbox, order, scratch->sizeMb);
  sandbox->checkMs = CHECK_FIRST_MS;
  sandbox->nextCheckMs = nowMs() + CHECK_FIRST_MS;
  memcpy(message, &head, sizeof head);
  memcpy(message + sizeof head, order.at, length);
  // When its first process has gone already, its end is reported as any other.
  sendWith(sandbox->control, message, sizeof head + length, tmp, 0);
  if (tmp >= 0) closeFd(tmp);
  reportSocket(id, "stdout", 0, sandbox->output);
  reportSocket(id, "stderr", 0, sandbox->errors);
  if (wants(order, 'h')) reportSocket(id, "channel", 0, sandbox->channel);
  else closeFd(sandbox->channel);
}

/*
 * In a process of its own, because who enters a mount namespace does not come back. What is shown is looked
 * up where sandboxes start from, for in this program's own namespace other things lie over it.
 */
static __attribute__((noreturn)) void showFolders(int inside, struct order order) {
  struct field field;
  while (nextField(&order, &field)) {
    if (field.key != 'b') continue;
    if (SYS_2(__NR_setns, baseMounts, CLONE_NEWNS) < 0) quit(1);
    long mount = cloneMount(field.first, 0);
    if (mount < 0 || SYS_2(__NR_setns, inside, CLONE_NEWNS) < 0) quit(2);
    if (SYS_5(__NR_move_mount, mount, "", AT_FDCWD, field.second, MOVE_MOUNT_F_EMPTY_PATH) < 0) quit(3);
  }
  quit(0);
}

void assign(u64 id, struct order order) {
  struct sandbox *sandbox = find(id);
  struct scratch *scratch = scratchIn(order);
  long pid = -ESRCH;
  if (sandbox && scratch && sandbox->mounts >= 0) {
    setLimits(sandbox, order, scratch->sizeMb);
    pid = forkWith(0);
    if (pid == 0) showFolders(sandbox->mounts, order);
  }
  for (int i = 0; pid > 0 && i < ASSIGNS_LIMIT; i++) {
    if (assigns[i].pid) continue;
    assigns[i].pid = (int)pid;
    assigns[i].id = id;
    return;
  }
  reportAssigned(id, 0);
}

void assignEnded(int pid, int status) {
  for (int i = 0; i < ASSIGNS_LIMIT; i++) {
    if (assigns[i].pid != pid) continue;
    assigns[i].pid = 0;
    reportAssigned(assigns[i].id, status == 0);
  }
}

void setFrozen(u64 id, int frozen) {
  struct sandbox *sandbox = find(id);
  if (!sandbox || !sandbox->programPid || freezeCgroup(sandbox->cgroup, frozen)) return;
  // The program leads a session of its own; what it started there stops with it.
  killPid(-sandbox->programPid, frozen ? SIGSTOP : SIGCONT);
}

void limitCpuOf(u64 id, u64 usec) {
  struct sandbox *sandbox = find(id);
  if (sandbox) limitCpu(sandbox->cgroup, usec);
}

static void kill(struct sandbox *sandbox) {
  killPid(sandbox->initPid, SIGKILL);
  // The frozen do not die in version 1.
  freezeCgroup(sandbox->cgroup, 0);
}

void killSandbox(u64 id) {
  struct sandbox *sandbox = find(id);
  if (sandbox) kill(sandbox);
}

void terminateProgram(u64 id) {
  struct sandbox *sandbox = find(id);
  if (sandbox && sandbox->programPid) killPid(sandbox->programPid, SIGTERM);
}

/* The program is the first child of the sandbox's first process. */
static int findProgram(int initPid) {
  char path[64];
  char children[64];
  struct text text = textIn(path, sizeof path);
  addText(&text, "/proc/");
  addNumber(&text, (u64)initPid);
  addText(&text, "/task/");
  addNumber(&text, (u64)initPid);
  addText(&text, "/children");
  return readSmallFile(path, children, sizeof children) > 0 ? (int)numberIn(children) : 0;
}

void hear(struct sandbox *sandbox) {
  struct note note;
  int fd = -1;
  while (receiveWith(sandbox->control, &note, sizeof note, &fd, MSG_DONTWAIT) == sizeof note) {
    char port[16];
    struct text text = textIn(port, sizeof port);
    switch (note.kind) {
      case NOTE_STARTED:
        sandbox->mounts = fd;
        sandbox->programPid = findProgram(sandbox->initPid);
        reportStarted(sandbox->id, (u64)sandbox->programPid);
        break;
      case NOTE_FAILED:
        if (sandbox->id) reportFailed(sandbox->id, note.value, note.words);
        else reportCannot(note.words, note.value);
        break;
      case NOTE_EXIT:
        sandbox->status = note.value;
        break;
      case NOTE_LISTENER:
        addNumber(&text, (u64)note.value);
        if (fd >= 0) reportSocket(sandbox->id, port, 1, fd);
        break;
      default:
        break;
    }
  }
}

void sandboxEnded(struct sandbox *sandbox) {
  hear(sandbox);
  if (wasOutOfMemory(sandbox->cgroup)) sandbox->outOfMemory = 1;
  closeFd(sandbox->control);
  if (sandbox->mounts >= 0) closeFd(sandbox->mounts);
  removeCgroup(sandbox->cgroup);
  if (sandbox->id) {
    reportExit(sandbox->id, sandbox->status, sandbox->outOfMemory);
  } else {
    spareFailed = 1;
    closeFd(sandbox->output), closeFd(sandbox->errors), closeFd(sandbox->channel);
  }
  sandbox->initPid = 0;
}

/* Seldom when nothing changes, often when something does. */
static void watch(struct sandbox *sandbox, u64 now) {
  struct memoryUse use;
  if (!readMemory(sandbox->cgroup, sandbox->memoryBytes, &use)) {
    sandbox->nextCheckMs = now + CHECK_LAST_MS;
    return;
  }
  if (use.heldBytes > sandbox->memoryBytes + OWN_BYTES) {
    sandbox->outOfMemory = 1;
    kill(sandbox);
  }
  u64 change = use.allBytes > sandbox->lastBytes ? use.allBytes - sandbox->lastBytes : 0;
  sandbox->lastBytes = use.allBytes;
  sandbox->checkMs = change > (1 << 20) ? CHECK_FIRST_MS : sandbox->checkMs * 2;
  if (sandbox->checkMs > CHECK_LAST_MS) sandbox->checkMs = CHECK_LAST_MS;
  sandbox->nextCheckMs = now + sandbox->checkMs;
}

long watchMemory(void) {
  if (!hasCgroups()) return -1;
  u64 now = nowMs();
  u64 next = ~0ULL;
  for (int i = 0; i < placesUsed; i++) {
    struct sandbox *sandbox = &sandboxes[i];
    if (!sandbox->initPid || !sandbox->id || !sandbox->memoryBytes) continue;
    if (sandbox->nextCheckMs <= now) watch(sandbox, now);
    if (sandbox->nextCheckMs < next) next = sandbox->nextCheckMs;
  }
  return next == ~0ULL ? -1 : (long)(next - now);
}

void endAll(void) {
  for (int i = 0; i < placesUsed; i++)
    if (sandboxes[i].initPid) kill(&sandboxes[i]);
}
