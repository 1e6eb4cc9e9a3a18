/* The supervisor's side of the sandboxes: those that run, and one spare that waits in its namespaces. */
#ifndef BRUME_SANDBOX_H
#define BRUME_SANDBOX_H

#include "order.h"

#define SANDBOXES_LIMIT 4096

struct sandbox {
  /* Brume's number for it; 0: a spare, which has no order yet. */
  u64 id;
  u64 cgroup;
  int initPid; /* 0: this place is empty */
  int programPid;
  int control;
  /* Its mount namespace, once its program runs; else -1. */
  int mounts;
  /* The outer ends, until they are handed over. */
  int output, errors, channel;
  int status;
  int outOfMemory;
  u64 memoryBytes;
  u64 lastBytes;
  u64 checkMs;
  u64 nextCheckMs;
};

extern struct sandbox sandboxes[SANDBOXES_LIMIT];
/* Places from here on have never been used. */
extern int placesUsed;

/* What every process inherits and `ps` would show inside: wiped there. */
void rememberWords(char *start, size_t length);

/* Puts this process into namespaces of its own. Returns 0, or reports why not. */
int prepareMode(void);
const char *modeName(void);

/* Keeps a spare ready: what takes long (an RCU grace period for each cgroup) is over when an order comes. */
void keepSpare(void);
void launch(u64 id, struct order order);
/* Shows further folders in a running sandbox, and changes its limits. */
void assign(u64 id, struct order order);
/* A process of ours that is no sandbox has ended. */
void assignEnded(int pid, int status);
void setFrozen(u64 id, int frozen);
void limitCpuOf(u64 id, u64 usec);
/* Asks the program, not what it started, to end. */
void terminateProgram(u64 id);
void killSandbox(u64 id);
/* Reads the notes of a sandbox. */
void hear(struct sandbox *sandbox);
/* Its first process, and with it all others, has ended. */
void sandboxEnded(struct sandbox *sandbox);
/* Ends those that use too much. Returns in how many milliseconds to look again; -1: never. */
long watchMemory(void);
void endAll(void);

#endif
