/*
 * What the supervisor tells Brume, over the channel that Node.js opens for a child (NODE_CHANNEL_FD): a line
 * of JSON each; sockets go along in the way that Node.js itself hands them from process to process.
 */
#ifndef BRUME_REPORT_H
#define BRUME_REPORT_H

#include "text.h"

void reportTo(int fd);
/* {"ready":true,"mode":MODE} */
void reportReady(const char *mode);
/* {"cannot":WHAT,"errno":ERROR}: no sandbox works here. */
void reportCannot(const char *what, long error);
/* Hands a socket over as `name`; `isListener` says of what kind. `fd` is closed. */
void reportSocket(u64 id, const char *name, int isListener, int fd);
void reportStarted(u64 id, u64 pid);
void reportFailed(u64 id, int error, const char *what);
void reportAssigned(u64 id, int ok);
/* A wait status, or signal 9 when even that is unknown. */
void reportExit(u64 id, int status, int outOfMemory);

#endif
