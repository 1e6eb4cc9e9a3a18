/** `$context.a.b` and `${stageVariables.c}` in a text that knows no other syntax. */
const VARIABLE =
  /\$\{(context|stageVariables)\.([\w-]+(?:\.[\w-]+)*)\}|\$(context|stageVariables)\.([\w-]+(?:\.[\w-]+)*)/g;

/** @param valueOf gets `context` or `stageVariables`, and the path behind it */
export function fillVariables(
  text: string,
  valueOf: (root: string, path: string) => string,
): string {
  return text.replace(
    VARIABLE,
    (_whole, ...[root, path, bareRoot, barePath]: (string | undefined)[]) =>
      valueOf(root ?? bareRoot ?? '', path ?? barePath ?? ''),
  );
}
