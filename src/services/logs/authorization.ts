/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
import { formatArn } from '../../platform/arn.ts';
import type { AuthorizedCall, ServiceAuthorization } from '../authorizer.ts';
import { listOf, requestTagKeys, textOf } from '../call-input.ts';

const WITHOUT_RESOURCE = new Set(['ListLogGroups', 'TestMetricFilter']);

export const authorization: ServiceAuthorization = {
  needsOf(call) {
    const { input, operation } = call;
    const action = `logs:${operation}`;
    const context = requestTagKeys(input['tags']);
    return resourcesOf(call).map((resource) => ({ action, resource, context }));
  },
};

function resourcesOf(call: AuthorizedCall): string[] {
  const { input, operation } = call;
  if (WITHOUT_RESOURCE.has(operation)) return ['*'];
  const tagged = textOf(input, 'resourceArn');
  if (tagged !== undefined) return [tagged];
  const several = listOf(input['logGroupIdentifiers']).map(String);
  if (several.length > 0) return several.map((each) => streamsOf(call, each, ''));
  const group =
    textOf(input, 'logGroupName') ??
    textOf(input, 'logGroupIdentifier') ??
    textOf(input, 'logGroupArn') ??
    '';
  return [streamsOf(call, group, textOf(input, 'logStreamName') ?? '')];
}

/** Log groups appear with an empty stream, which is why policies end in `:*`. */
function streamsOf({ context }: AuthorizedCall, group: string, stream: string): string {
  const { account, region } = context;
  const arn = group.startsWith('arn:')
    ? group.replace(/:\*$/, '')
    : formatArn({ service: 'logs', region, account, resource: `log-group:${group}` });
  return `${arn}:log-stream:${stream}`;
}
