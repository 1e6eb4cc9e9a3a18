/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html */
import type { RoutingRule, WebsiteConfiguration } from '@aws-sdk/client-s3';
import { invalidArgument, malformedXml } from './errors.ts';

/** @throws AwsError MalformedXML, InvalidArgument */
export function checkedWebsite(given: WebsiteConfiguration | undefined): WebsiteConfiguration {
  if (!given) throw malformedXml();
  const { RedirectAllRequestsTo: all, IndexDocument: index, ErrorDocument: error } = given;
  if (all) {
    if (index || error || given.RoutingRules || !all.HostName) throw malformedXml();
    return given;
  }
  if (!index)
    throw invalidArgument(
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
      'IndexDocument',
      'null',
    );
  const { Suffix: suffix = '' } = index;
  if (suffix === '' || suffix.includes('/'))
    throw invalidArgument('The IndexDocument Suffix is not well formed', 'IndexDocument', suffix);
  if (error && !error.Key)
    throw invalidArgument('The ErrorDocument Key is not well formed', 'ErrorDocument', '');
  for (const rule of given.RoutingRules ?? []) if (!rule.Redirect) throw malformedXml();
  return given;
}

/**
 * The rule for a key.
 * @param errorCode of the answer so far; undefined before the object was looked for
 */
export function matchRoutingRule(
  rules: readonly RoutingRule[],
  key: string,
  errorCode: number | undefined,
): RoutingRule | undefined {
  return rules.find(({ Condition: condition }) => {
    const { KeyPrefixEquals: prefix, HttpErrorCodeReturnedEquals: code } = condition ?? {};
    if (code === undefined ? errorCode !== undefined : code !== String(errorCode)) return false;
    return key.startsWith(prefix ?? '');
  });
}

/** Where a routing rule sends a reader. */
export function redirectTarget(
  { Condition, Redirect = {} }: RoutingRule,
  key: string,
  self: { protocol: string; host: string },
): { location: string; status: number } {
  const { ReplaceKeyWith: whole, ReplaceKeyPrefixWith: prefix } = Redirect;
  const rest = key.slice(Condition?.KeyPrefixEquals?.length ?? 0);
  const target = whole ?? (prefix === undefined ? key : prefix + rest);
  const path = target.split('/').map(encodeURIComponent).join('/');
  const protocol = Redirect.Protocol ?? self.protocol;
  return {
    location: `${protocol}://${Redirect.HostName ?? self.host}/${path}`,
    status: Number(Redirect.HttpRedirectCode ?? 301),
  };
}
