/*
 * The kernel's own interface, without a C library: the program stays at a few tens of kB, starts in
 * a fraction of a millisecond, and runs on every Linux whatever libc is there.
 * Every call returns what the kernel returns: a value, or a negative errno.
 */
#ifndef BRUME_SYS_H
#define BRUME_SYS_H

#include <asm/errno.h>
#include <asm/fcntl.h>
#include <asm/poll.h>
#include <asm/signal.h>
#include <asm/unistd.h>
#include <linux/fcntl.h>
#include <linux/mount.h>
#include <linux/sched.h>
#include <linux/stat.h>

typedef __SIZE_TYPE__ size_t;
typedef unsigned long long u64;
typedef unsigned int u32;

#define NULL ((void *)0)
#define COUNT_OF(array) ((int)(sizeof(array) / sizeof((array)[0])))

#if defined(__x86_64__)
static inline long sys6(long n, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}
#elif defined(__aarch64__)
static inline long sys6(long n, long a, long b, long c, long d, long e, long f) {
  register long x8 __asm__("x8") = n;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  register long x5 __asm__("x5") = f;
  __asm__ volatile("svc 0"
                   : "+r"(x0)
                   : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                   : "memory");
  return x0;
}
#else
#error "Brume's sandbox knows x86_64 and aarch64."
#endif

#define SYS_0(n) sys6(n, 0, 0, 0, 0, 0, 0)
#define SYS_1(n, a) sys6(n, (long)(a), 0, 0, 0, 0, 0)
#define SYS_2(n, a, b) sys6(n, (long)(a), (long)(b), 0, 0, 0, 0)
#define SYS_3(n, a, b, c) sys6(n, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define SYS_4(n, a, b, c, d) sys6(n, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)
#define SYS_6(n, a, b, c, d, e, f) sys6(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define SYS_5(n, a, b, c, d, e) sys6(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0)

/* ---- what the kernel's headers for user space leave to the C library ---- */

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define SOCK_STREAM 1
#define SOCK_DGRAM 2
#define SOCK_SEQPACKET 5
#define SOCK_CLOEXEC O_CLOEXEC
#define SOL_SOCKET_LEVEL 1
#define SCM_RIGHTS_TYPE 1
#define MSG_DONTWAIT 0x40
#define MSG_NOSIGNAL 0x4000
#define MSG_CMSG_CLOEXEC 0x40000000
#define WNOHANG 1
#define MNT_DETACH 2

/* In network order. */
struct address4 {
  unsigned short family;
  unsigned short port;
  u32 ip;
  char rest[8];
};
struct address6 {
  unsigned short family;
  unsigned short port;
  u32 flow;
  unsigned char ip[16];
  u32 scope;
};
struct part {
  void *base;
  size_t length;
};
struct message {
  void *name;
  u32 nameLength;
  struct part *parts;
  size_t partCount;
  void *control;
  size_t controlLength;
  int flags;
};
/* One file descriptor on its way through a socket. */
struct descriptorNote {
  size_t length;
  int level;
  int type;
  int fd;
  int padding;
};
#define DESCRIPTOR_NOTE_LENGTH (sizeof(size_t) + 2 * sizeof(int) + sizeof(int))

static inline __attribute__((noreturn)) void quit(int status) {
  for (;;) SYS_1(__NR_exit_group, status);
}
static inline long openAt(int folder, const char *path, int flags, int mode) {
  return SYS_4(__NR_openat, folder, path, flags | O_CLOEXEC, mode);
}
static inline long closeFd(int fd) { return SYS_1(__NR_close, fd); }
static inline long readFd(int fd, void *to, size_t length) { return SYS_3(__NR_read, fd, to, length); }
static inline long writeFd(int fd, const void *from, size_t length) {
  return SYS_3(__NR_write, fd, from, length);
}
static inline long makeFolder(const char *path, int mode) {
  return SYS_3(__NR_mkdirat, AT_FDCWD, path, mode);
}
static inline long socketPair(int type, int pair[2]) {
  return SYS_4(__NR_socketpair, AF_UNIX, type | SOCK_CLOEXEC, 0, pair);
}
/* As fork(): the child goes on at the same place with a copy of everything. */
static inline long forkWith(long namespaces) { return SYS_5(__NR_clone, namespaces | SIGCHLD, 0, 0, 0, 0); }
static inline long mountAt(const char *source, const char *target, const char *type, long flags, const char *data) {
  return SYS_5(__NR_mount, source, target, type, flags, data);
}
static inline long killPid(int pid, int signal) { return SYS_2(__NR_kill, pid, signal); }

#endif
