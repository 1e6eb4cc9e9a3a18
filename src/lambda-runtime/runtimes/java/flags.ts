/** How AWS starts the JVM: https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html */

/** Of the function's memory; the rest is for the JVM itself. */
const HEAP_SHARE = 0.85;

/**
 * Flags of the JVM. What the customer chose in JAVA_TOOL_OPTIONS or JDK_JAVA_OPTIONS is left to them,
 * because the JVM would take ours instead, or refuse two garbage collectors.
 * @param archive a class-data archive that may not exist
 */
export function jvmFlags(
  memoryMb: number,
  environment: Readonly<Record<string, string>>,
  archive: string,
): string[] {
  const theirs = [environment['JAVA_TOOL_OPTIONS'], environment['JDK_JAVA_OPTIONS']].join(' ');
  const flags: string[] = [];
  if (!/-Xmx|-XX:MaxHeapSize|-XX:(Max|Initial)RAMPercentage/.test(theirs))
    flags.push(`-XX:MaxHeapSize=${Math.floor(memoryMb * 1024 * HEAP_SHARE)}k`);
  if (!/-XX:\+Use\w+GC/.test(theirs)) flags.push('-XX:+UseSerialGC');
  if (!/TieredStopAtLevel|TieredCompilation/.test(theirs)) flags.push('-XX:TieredStopAtLevel=1');
  if (!/-Xshare|SharedArchiveFile/.test(theirs))
    // An archive that does not fit is passed over, which is nothing to tell the function's log.
    flags.push('-Xshare:auto', `-XX:SharedArchiveFile=${archive}`, '-Xlog:cds*=off');
  // Its counters would be a file in the machine's own /tmp.
  if (!theirs.includes('UsePerfData')) flags.push('-XX:-UsePerfData');
  return flags;
}
