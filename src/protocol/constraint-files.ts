/** The generated constraints, loaded on the first request to their service. */
import type { ServiceConstraints } from './constraint-model.ts';
import type { ServiceId } from './service-id.ts';

type Loader = () => Promise<{ constraints: ServiceConstraints }>;

/** S3 has none: each of its operations words its own errors. */
const LOADERS: Partial<Record<ServiceId, Loader>> = {
  apigateway: () => import('./generated/constraints/apigateway.ts'),
  apigatewaymanagementapi: () => import('./generated/constraints/apigatewaymanagementapi.ts'),
  apigatewayv2: () => import('./generated/constraints/apigatewayv2.ts'),
  cloudformation: () => import('./generated/constraints/cloudformation.ts'),
  cloudwatch: () => import('./generated/constraints/cloudwatch.ts'),
  'cognito-idp': () => import('./generated/constraints/cognito-idp.ts'),
  dynamodb: () => import('./generated/constraints/dynamodb.ts'),
  dynamodbstreams: () => import('./generated/constraints/dynamodbstreams.ts'),
  events: () => import('./generated/constraints/events.ts'),
  iam: () => import('./generated/constraints/iam.ts'),
  kinesis: () => import('./generated/constraints/kinesis.ts'),
  kms: () => import('./generated/constraints/kms.ts'),
  lambda: () => import('./generated/constraints/lambda.ts'),
  logs: () => import('./generated/constraints/logs.ts'),
  pipes: () => import('./generated/constraints/pipes.ts'),
  scheduler: () => import('./generated/constraints/scheduler.ts'),
  secretsmanager: () => import('./generated/constraints/secretsmanager.ts'),
  sns: () => import('./generated/constraints/sns.ts'),
  sqs: () => import('./generated/constraints/sqs.ts'),
  ssm: () => import('./generated/constraints/ssm.ts'),
  states: () => import('./generated/constraints/states.ts'),
  sts: () => import('./generated/constraints/sts.ts'),
  xray: () => import('./generated/constraints/xray.ts'),
};

const loaded = new Map<ServiceId, ServiceConstraints | undefined>();

/** No promise once they are loaded: each request asks, and `import()` costs every time. */
export function loadConstraints(
  id: ServiceId,
): ServiceConstraints | undefined | Promise<ServiceConstraints | undefined> {
  return loaded.has(id) ? loaded.get(id) : load(id);
}

async function load(id: ServiceId): Promise<ServiceConstraints | undefined> {
  const constraints = (await LOADERS[id]?.())?.constraints;
  loaded.set(id, constraints);
  return constraints;
}
