import { DIGEST_NAME, digestSources, isJavaSource, JAVA_JAR } from '../java/sources.ts';
import type { Rule } from './rule.ts';

/** The committed jar was built from the committed sources; no compiler is needed to see it. */
export const javaJar: Rule = {
  name: 'java jar',
  find(tree) {
    const files = tree.files.filter(isJavaSource);
    if (files.length === 0) return [];
    const digest = digestSources(new Map(files.map((file) => [file, tree.read(file)])));
    const line = `${DIGEST_NAME}: ${digest}\r\n`;
    if (tree.has(JAVA_JAR) && tree.read(JAVA_JAR).includes(line)) return [];
    const message = 'was not built from the sources beside it; run npm run build:java.';
    return [{ path: JAVA_JAR, message }];
  },
};
