/** The services in scope, named as in SigV4 scopes and the aws CLI. */
export const SERVICE_IDS = [
  'apigateway',
  'apigatewaymanagementapi',
  'apigatewayv2',
  'cloudformation',
  'cloudwatch',
  'cognito-idp',
  'dynamodb',
  'dynamodbstreams',
  'events',
  'iam',
  'kinesis',
  'kms',
  'lambda',
  'logs',
  'pipes',
  's3',
  'scheduler',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'states',
  'sts',
  'xray',
] as const;

export type ServiceId = (typeof SERVICE_IDS)[number];
