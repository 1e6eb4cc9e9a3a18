#include "filter.h"
#include "sys.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/prctl.h>
#include <linux/seccomp.h>

#if defined(__x86_64__)
#define THIS_MACHINE AUDIT_ARCH_X86_64
#else
#define THIS_MACHINE AUDIT_ARCH_AARCH64
#endif

#define NAMESPACE_FLAGS                                                                             \
  (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

/* Answered with EPERM: nothing that an ordinary program needs, much that a kernel bug needs. */
static const unsigned short REFUSED[] = {
    /* mounts and roots */
    __NR_mount, __NR_umount2, __NR_pivot_root, __NR_chroot, __NR_open_tree, __NR_move_mount, __NR_fsopen,
    __NR_fsconfig, __NR_fsmount, __NR_fspick, __NR_mount_setattr, __NR_open_by_handle_at, __NR_quotactl,
    /* namespaces */
    __NR_unshare, __NR_setns,
    /* other processes */
    __NR_ptrace, __NR_process_vm_readv, __NR_process_vm_writev, __NR_kcmp, __NR_pidfd_getfd,
    /* the kernel itself */
    __NR_init_module, __NR_finit_module, __NR_delete_module, __NR_kexec_load, __NR_kexec_file_load, __NR_reboot,
    __NR_bpf, __NR_perf_event_open, __NR_userfaultfd, __NR_io_uring_setup, __NR_io_uring_enter,
    __NR_io_uring_register, __NR_syslog, __NR_acct, __NR_swapon, __NR_swapoff, __NR_vhangup, __NR_fanotify_init,
    /* keys */
    __NR_keyctl, __NR_add_key, __NR_request_key,
    /* the clock and the name of the machine */
    __NR_settimeofday, __NR_clock_settime, __NR_clock_adjtime, __NR_adjtimex, __NR_sethostname, __NR_setdomainname,
#if defined(__x86_64__)
    __NR_iopl, __NR_ioperm, __NR_modify_ldt, __NR_uselib, __NR_ustat, __NR_sysfs, __NR__sysctl,
    __NR_create_module, __NR_get_kernel_syms, __NR_query_module, __NR_nfsservctl,
#endif
};

/* Sockets that reach around the network: to the hypervisor, to the kernel's ciphers, to raw frames. */
static const unsigned char REFUSED_FAMILIES[] = {17 /* packet */, 38 /* alg */, 40 /* vsock */, 44 /* xdp */};

#define FIELD(name) __builtin_offsetof(struct seccomp_data, name)
#define LOAD(offset) ((struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offset)))
#define ANSWER(with) ((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, (with)))
#define REFUSE_WITH(error) ANSWER(SECCOMP_RET_ERRNO | (error))
/* The next instruction runs only if the loaded value equals this. */
#define IF_EQUAL(value) ((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, 1))

long installFilter(void) {
  struct sock_filter program[2 * COUNT_OF(REFUSED) + 2 * COUNT_OF(REFUSED_FAMILIES) + 24];
  unsigned short count = 0;
  program[count++] = LOAD(FIELD(arch));
  program[count++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_MACHINE, 1, 0);
  program[count++] = REFUSE_WITH(ENOSYS);
  program[count++] = LOAD(FIELD(nr));
#if defined(__x86_64__)
  // The x32 numbers name the same calls a second time.
  program[count++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
  program[count++] = REFUSE_WITH(ENOSYS);
#endif
  for (int i = 0; i < COUNT_OF(REFUSED); i++) {
    program[count++] = IF_EQUAL(REFUSED[i]);
    program[count++] = REFUSE_WITH(EPERM);
  }
  // Its flags lie in memory, which a filter cannot see. C libraries then take clone.
  program[count++] = IF_EQUAL(__NR_clone3);
  program[count++] = REFUSE_WITH(ENOSYS);
  program[count++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 4);
  program[count++] = LOAD(FIELD(args[0]));
  program[count++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NAMESPACE_FLAGS, 0, 1);
  program[count++] = REFUSE_WITH(EPERM);
  program[count++] = ANSWER(SECCOMP_RET_ALLOW);
  program[count++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_socket, 1, 0);
  program[count++] = ANSWER(SECCOMP_RET_ALLOW);
  program[count++] = LOAD(FIELD(args[0]));
  for (int i = 0; i < COUNT_OF(REFUSED_FAMILIES); i++) {
    program[count++] = IF_EQUAL(REFUSED_FAMILIES[i]);
    program[count++] = REFUSE_WITH(EAFNOSUPPORT);
  }
  program[count++] = ANSWER(SECCOMP_RET_ALLOW);
  struct sock_fprog whole = {count, program};
  return SYS_3(__NR_seccomp, SECCOMP_SET_MODE_FILTER, 0, &whole);
}
