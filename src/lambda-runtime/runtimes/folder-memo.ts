/** More folders than this are not remembered; then all are forgotten. */
const MOST_FOLDERS = 1000;

/** Asks once of each folder; those of unpacked code are named after their content, so they never change. */
export function createFolderMemo<T>(
  look: (folder: string) => Promise<T>,
): (folder: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (folder) => {
    const known = answers.get(folder);
    if (known) return known;
    if (answers.size >= MOST_FOLDERS) answers.clear();
    const answer = look(folder);
    answers.set(folder, answer);
    answer.catch(() => answers.delete(folder));
    return answer;
  };
}
