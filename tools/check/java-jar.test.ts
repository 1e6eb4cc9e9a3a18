import { expect, it } from 'vitest';
import { DIGEST_NAME, digestSources, JAVA_FOLDER, JAVA_JAR } from '../java/sources.ts';
import { javaJar } from './java-jar.ts';
import { treeOf } from './tree.ts';

const SOURCE = `${JAVA_FOLDER}/bootstrap/A.java`;
const find = (source: string, jar: string) =>
  javaJar.find(treeOf({ [SOURCE]: source, [JAVA_JAR]: jar }));
const jarOf = (source: string): string =>
  `Manifest-Version: 1.0\r\n${DIGEST_NAME}: ${digestSources(new Map([[SOURCE, source]]))}\r\n`;

it('accepts a jar that names its sources', () => {
  expect(find('class A {}', jarOf('class A {}'))).toEqual([]);
});

it.each([
  ['other sources', jarOf('class B {}')],
  ['nothing', ''],
])('refuses a jar of %s', (_what, jar) => {
  expect(find('class A {}', jar)).toEqual([expect.objectContaining({ path: JAVA_JAR })]);
});

it('refuses sources without a jar', () => {
  expect(javaJar.find(treeOf({ [SOURCE]: '' }))).toHaveLength(1);
});
