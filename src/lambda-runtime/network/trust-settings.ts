/** How programs in a sandbox find out that Brume's certificates are to be trusted. */
import type { FunctionVersion } from '../interface.ts';

/** Inside of a sandbox, where `trust-folder.ts` is shown. */
const CERTIFICATES = '/etc/ssl/certs';
const BUNDLE = `${CERTIFICATES}/ca-certificates.crt`;

/** Node.js has roots of its own, to which this adds Brume's; it is read before any code runs. */
export const NODE_TRUST = { NODE_EXTRA_CA_CERTS: `${CERTIFICATES}/brume.pem` };
/** botocore and requests bring roots of their own, and take these instead; both are the machine's with Brume's. */
const PYTHON_TRUST = { AWS_CA_BUNDLE: BUNDLE, REQUESTS_CA_BUNDLE: BUNDLE };
const JAVA_STORE = `${CERTIFICATES}/java/cacerts`;

/**
 * Variables for runtimes that look into no file of the system; customers may set them otherwise. All else
 * (OpenSSL, Go, Ruby, .NET, curl) reads /etc/ssl/certs.
 */
export function trustVariables(runtime: string): Record<string, string> {
  if (runtime.startsWith('nodejs')) return NODE_TRUST;
  if (runtime.startsWith('python')) return PYTHON_TRUST;
  return {};
}

/** The command of a runtime with the option that it needs: a JDK has a trust store of its own. */
export function trustingCommand(
  command: readonly string[],
  { runtime, environment }: Pick<FunctionVersion, 'runtime' | 'environment'>,
): readonly string[] {
  const theirs = [environment['JAVA_TOOL_OPTIONS'], environment['JDK_JAVA_OPTIONS']].join(' ');
  if (!runtime.startsWith('java') || theirs.includes('javax.net.ssl.trustStore')) return command;
  const [java = '', ...rest] = command;
  return [java, `-Djavax.net.ssl.trustStore=${JAVA_STORE}`, ...rest];
}
