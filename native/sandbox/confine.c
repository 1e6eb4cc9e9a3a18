#include "confine.h"
#include "filter.h"

#include <linux/capability.h>
#include <linux/prctl.h>
#include <linux/resource.h>

static void limit(int resource, u64 value) {
  struct rlimit64 both = {value, value};
  SYS_4(__NR_prlimit64, 0, resource, &both, NULL);
}

long mapUser(u32 inside, u32 outside, u32 outsideGroup) {
  char buffer[64];
  writeSmallFile("/proc/self/setgroups", "deny");
  struct text users = textIn(buffer, sizeof buffer);
  addNumber(&users, inside);
  addText(&users, " ");
  addNumber(&users, outside);
  addText(&users, " 1");
  long result = writeSmallFile("/proc/self/uid_map", buffer);
  if (result < 0) return result;
  struct text groups = textIn(buffer, sizeof buffer);
  addNumber(&groups, inside);
  addText(&groups, " ");
  addNumber(&groups, outsideGroup);
  addText(&groups, " 1");
  result = writeSmallFile("/proc/self/gid_map", buffer);
  return result < 0 ? result : 0;
}

void dropCapabilities(void) {
  for (int capability = 0; capability <= 63; capability++)
    SYS_2(__NR_prctl, PR_CAPBSET_DROP, capability);
  SYS_2(__NR_prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL);
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
  SYS_2(__NR_capset, &header, none);
}

/* In a user namespace of its own its processes are counted apart from those of its neighbours. */
static long becomeMapped(u32 uid) {
  long result = SYS_1(__NR_unshare, CLONE_NEWUSER);
  return result < 0 ? result : mapUser(uid, uid, uid);
}

static long becomeUser(u32 uid) {
  SYS_2(__NR_setgroups, 0, NULL);
  long result = SYS_3(__NR_setresgid, uid, uid, uid);
  return result < 0 ? result : SYS_3(__NR_setresuid, uid, uid, uid);
}

long confine(const struct confinement *to, const char **what) {
  limit(RLIMIT_NOFILE, to->openFiles);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_MSGQUEUE, 0);
  *what = "the user";
  // The bounding set can be emptied only with the right to do so, which goes with the identity.
  for (int capability = 0; !to->isUserMode && capability <= 63; capability++)
    SYS_2(__NR_prctl, PR_CAPBSET_DROP, capability);
  long result = to->isUserMode ? becomeMapped(to->uid) : becomeUser(to->uid);
  if (result < 0) return result;
  // After the identity: that is whose processes are counted. Beside the cgroup, or instead of it.
  limit(RLIMIT_NPROC, to->processes);
  dropCapabilities();
  SYS_2(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL);
  *what = "no new privileges";
  result = SYS_5(__NR_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (result < 0) return result;
  *what = "the system call filter";
  return installFilter();
}
