/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html */
import type {
  LambdaFunctionConfiguration,
  NotificationConfiguration,
  NotificationConfigurationFilter,
} from '@aws-sdk/client-s3';
import { notImplemented } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { invalidArgument, malformedXml } from './errors.ts';
import { CONFIGURABLE_EVENTS } from './event-names.ts';
import { filtersOverlap, toKeyFilter } from './notification-filter.ts';

const CONFIGURATIONS_MAX = 100;
const FILTER_VALUE_MAX_BYTES = 1024;

/**
 * With an id for each target that had none.
 * @throws AwsError InvalidArgument, MalformedXML; 501 for targets of services that Brume does not have
 */
export function checkedNotification(
  context: Context,
  given: NotificationConfiguration | undefined,
): LambdaFunctionConfiguration[] {
  if (!given) throw malformedXml();
  refuse(given.QueueConfigurations?.length, 'Amazon SQS');
  refuse(given.TopicConfigurations?.length, 'Amazon SNS');
  refuse(given.EventBridgeConfiguration, 'Amazon EventBridge');
  const list = given.LambdaFunctionConfigurations ?? [];
  if (list.length > CONFIGURATIONS_MAX)
    throw invalidArgument(
      `The number of configurations exceeds the limit of ${CONFIGURATIONS_MAX}`,
    );
  const checked = list.map((each) => {
    assertEvents(each.Events);
    assertFilter(each.Filter);
    return { ...each, Id: each.Id || context.ids.uuid() };
  });
  assertDisjoint(checked);
  return checked;
}

function refuse(target: unknown, service: string): void {
  if (!target) return;
  throw notImplemented(
    's3',
    'PutBucketNotificationConfiguration',
    `${service} as a target of event notifications; use a Lambda function`,
  );
}

function assertEvents(events: readonly string[] | undefined): void {
  if (!events || events.length === 0) throw malformedXml();
  for (const name of events)
    if (!CONFIGURABLE_EVENTS.has(name))
      throw invalidArgument('A specified event is not supported for notifications.', 'Event', name);
}

function assertFilter(filter: NotificationConfigurationFilter | undefined): void {
  const seen = new Set<string>();
  for (const { Name = '', Value = '' } of filter?.Key?.FilterRules ?? []) {
    const name = Name.toLowerCase();
    if (name !== 'prefix' && name !== 'suffix')
      throw invalidArgument(
        'filter rule name must be either prefix or suffix',
        'FilterRule.Name',
        Name,
      );
    if (seen.has(name))
      throw invalidArgument(
        `Cannot specify more than one ${name} rule in a filter.`,
        'FilterRule.Name',
        Name,
      );
    seen.add(name);
    if (Buffer.byteLength(Value) > FILTER_VALUE_MAX_BYTES)
      throw invalidArgument(
        'Size of filter rule value cannot exceed 1024 bytes in UTF-8',
        'FilterRule.Value',
        Value,
      );
  }
}

/** No event may have two targets. */
function assertDisjoint(list: readonly LambdaFunctionConfiguration[]): void {
  for (const [at, one] of list.entries()) {
    for (const other of list.slice(at + 1)) {
      if (!shareEvent(one.Events ?? [], other.Events ?? [])) continue;
      const [a, b] = [toKeyFilter(one.Filter), toKeyFilter(other.Filter)];
      if (!filtersOverlap(a, b)) continue;
      const isFiltered = [a, b].every(({ prefix, suffix }) => prefix + suffix !== '');
      throw invalidArgument(
        isFiltered
          ? 'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.'
          : 'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
      );
    }
  }
}

function shareEvent(a: readonly string[], b: readonly string[]): boolean {
  const within = (name: string, other: string): boolean =>
    name === other || (other.endsWith(':*') && name.startsWith(other.slice(0, -1)));
  return a.some((one) => b.some((other) => within(one, other) || within(other, one)));
}
