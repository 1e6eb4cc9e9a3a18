/** Names one event; what the pipe of an instance and its queue agree on. */
interface Identified {
  readonly request: { readonly requestId: string };
}

/** What is known of an instance once its unread events have been taken out of its pipe. */
export interface Sorted<T> {
  /** The event that its process is at. */
  running: T | undefined;
  /** It is still to be read, and was alone in the pipe: it must be put in again. */
  isRunningUnread: boolean;
  /** Read, and not answered yet: they follow `running`. */
  kept: T[];
  /** Not read: free to run elsewhere. */
  back: T[];
  /** Something was in the pipe that nobody put there. */
  isForged: boolean;
}

/**
 * A process reads one event after the other, so whatever was put in and is not found has been read, in
 * that order. It may have read one that stood behind another which was just being taken from under it.
 * @param ahead what was put in after `running`, in order
 * @param unread the request ids that were found, in any order
 */
export function sortOut<T extends Identified>(
  running: T | undefined,
  ahead: readonly T[],
  unread: ReadonlySet<string | undefined>,
): Sorted<T> {
  const isUnread = (each: T): boolean => unread.has(each.request.requestId);
  const all = running ? [running, ...ahead] : [...ahead];
  const read = all.filter((each) => !isUnread(each));
  const back = all.filter(isUnread);
  const isForged = back.length !== unread.size;
  if (running && read.length === 0)
    return { running, isRunningUnread: true, kept: [], back: back.slice(1), isForged };
  return { running: read[0], isRunningUnread: false, kept: read.slice(1), back, isForged };
}
