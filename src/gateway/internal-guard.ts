/**
 * A web page must not reach Brume's internal routes: neither by a cross-origin request nor by DNS
 * rebinding. Both are refused by name, before anything else looks at the request.
 */
export function refusal(
  host: string,
  origin: string | undefined,
  trustedHosts: readonly string[],
): string | undefined {
  if (!isTrusted(host, trustedHosts))
    return `Host "${host}" may not reach Brume's internal routes. Use localhost, or start with --hostname ${host || 'NAME'}.`;
  if (origin === undefined) return undefined;
  let originHost: string;
  try {
    originHost = new URL(origin).hostname.toLowerCase();
  } catch {
    return `Origin "${origin}" may not reach Brume's internal routes.`;
  }
  if (isTrusted(originHost, trustedHosts)) return undefined;
  return `Origin "${origin}" may not reach Brume's internal routes.`;
}

function isTrusted(host: string, trustedHosts: readonly string[]): boolean {
  return (
    host === 'localhost' ||
    host === '[::1]' ||
    host === '0.0.0.0' ||
    /^127(\.\d{1,3}){3}$/.test(host) ||
    host.endsWith('.localhost') ||
    trustedHosts.includes(host)
  );
}
