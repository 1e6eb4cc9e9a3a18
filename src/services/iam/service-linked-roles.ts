/** Names of service-linked roles: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
import { invalidInput } from './errors.ts';

/** Services whose role is not simply called after the first part of their name. */
const NAMES: Readonly<Record<string, string>> = {
  'apidestinations.events.amazonaws.com': 'AmazonEventBridgeApiDestinations',
  'autoscaling.amazonaws.com': 'AutoScaling',
  'contributorinsights.dynamodb.amazonaws.com': 'DynamoDBCloudWatchContributorInsights',
  'dynamodb.application-autoscaling.amazonaws.com': 'ApplicationAutoScaling_DynamoDBTable',
  'ecs.amazonaws.com': 'ECS',
  'elasticache.amazonaws.com': 'ElastiCache',
  'elasticloadbalancing.amazonaws.com': 'ElasticLoadBalancing',
  'email.cognito-idp.amazonaws.com': 'AmazonCognitoIdpEmailService',
  'events.amazonaws.com': 'CloudWatchEvents',
  'kinesisreplication.dynamodb.amazonaws.com': 'DynamoDBKinesisDataStreamsReplication',
  'lambda.application-autoscaling.amazonaws.com': 'ApplicationAutoScaling_LambdaConcurrency',
  'ops.apigateway.amazonaws.com': 'APIGateway',
  'opensearchservice.amazonaws.com': 'AmazonOpenSearchService',
  'rds.amazonaws.com': 'RDS',
  'replication.dynamodb.amazonaws.com': 'DynamoDBReplication',
  'replicator.lambda.amazonaws.com': 'LambdaReplicator',
  'xray.amazonaws.com': 'XRay',
};

/**
 * @param service such as `ops.apigateway.amazonaws.com`
 * @throws AwsError `InvalidInput` for what is no service principal
 */
export function nameServiceLinkedRole(service: string, suffix: string | undefined): string {
  const match = /^([a-z0-9-]+)(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.exec(service);
  if (!match) throw invalidInput(`The service name ${service} is not valid.`);
  const [first = ''] = service.split('.');
  const known = Object.hasOwn(NAMES, service) ? NAMES[service] : undefined;
  const name = known ?? first.charAt(0).toUpperCase() + first.slice(1);
  return `AWSServiceRoleFor${name}${suffix === undefined ? '' : `_${suffix}`}`;
}
