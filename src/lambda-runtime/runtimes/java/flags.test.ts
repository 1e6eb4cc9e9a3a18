import { expect, it } from 'vitest';
import { jvmFlags } from './flags.ts';

const ALL = [
  '-XX:MaxHeapSize=445644k',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Xshare:auto',
  '-XX:SharedArchiveFile=/a.jsa',
  '-Xlog:cds*=off',
  '-XX:-UsePerfData',
];

it('starts the JVM as AWS does, with a heap by the function’s memory', () => {
  expect(jvmFlags(512, {}, '/a.jsa')).toEqual(ALL);
});

it.each<[string, readonly number[]]>([
  ['-Xmx300m', [0]],
  ['-XX:MaxRAMPercentage=70.0', [0]],
  ['-XX:+UseG1GC', [1]],
  ['-XX:+TieredCompilation -XX:TieredStopAtLevel=4', [2]],
  ['-XX:SharedArchiveFile=mine.jsa', [3, 4, 5]],
  ['-Xshare:off -Xmx1g', [0, 3, 4, 5]],
  ['-Dname=value', []],
])('leaves it to the customer who sets %s', (options, left) => {
  const rest = ALL.filter((_flag, at) => !left.includes(at));
  expect(jvmFlags(512, { JAVA_TOOL_OPTIONS: options }, '/a.jsa')).toEqual(rest);
  expect(jvmFlags(512, { JDK_JAVA_OPTIONS: options }, '/a.jsa')).toEqual(rest);
});
