/**
 * Events that wait inside an instance's own pipe (docs/adr/0005-queue-ahead.md). The function's process
 * reads one record, handles it, and finds the next without being woken; what it has not read yet can be
 * taken back, because Brume holds a read end too. Every record is read whole by exactly one of the two:
 * a read of a pipe is atomic.
 */
import { closeSync, constants, openSync, readSync, unlinkSync, writeSync } from 'node:fs';

/** PIPE_BUF of Linux: a write of this size goes in whole or not at all. */
export const RECORD_BYTES = 4096;
/** A pipe holds 64 KiB. */
export const MOST_RECORDS = 15;

export interface EventPipe {
  /** For the function's process: open for reading, and by its name, which it has until `closeChildEnd`. */
  readonly childEnd: { readonly fd: number; readonly path: string };
  /** Once that process runs: only the two processes reach the pipe any more. */
  closeChildEnd(): void;
  /** @param frame at most `RECORD_BYTES` long @returns false when there is no room */
  push(frame: Uint8Array): boolean;
  /** Takes out what has not been read: whole records, the oldest first. */
  takeBack(): Buffer[];
  close(): void;
}

/** @param path of a FIFO */
export function openEventPipe(path: string): EventPipe {
  // Read and write, so that opening waits for nobody and no write meets a closed pipe.
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  // Of its own, because the child blocks in its reads and must see the end when Brume dies.
  const childFd = openSync(path, constants.O_RDONLY);
  let hasChildEnd = true;
  let isOpen = true;
  // Never shared with another function's pipe: what stands behind a short frame is an older one.
  const record = Buffer.alloc(RECORD_BYTES);

  const readRecord = (): Buffer | undefined => {
    const bytes = Buffer.allocUnsafe(RECORD_BYTES);
    return unlessEmptyOrFull(() => readSync(fd, bytes)) === RECORD_BYTES ? bytes : undefined;
  };
  return {
    childEnd: { fd: childFd, path },
    closeChildEnd() {
      if (!hasChildEnd) return;
      hasChildEnd = false;
      closeSync(childFd);
      unlinkSync(path);
    },
    push(frame) {
      record.set(frame);
      return isOpen && unlessEmptyOrFull(() => writeSync(fd, record)) === RECORD_BYTES;
    },
    takeBack() {
      const records: Buffer[] = [];
      if (!isOpen) return records;
      for (let each = readRecord(); each; each = readRecord()) records.push(each);
      return records;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      closeSync(fd);
      this.closeChildEnd();
    },
  };
}

function unlessEmptyOrFull(transfer: () => number): number | undefined {
  try {
    return transfer();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}
