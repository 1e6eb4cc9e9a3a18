/**
 * The only place that imports AWS's SDK clients. Their packages carry the schemas; loading all of
 * them costs 100 to 250 ms and 90 MB, so each loads on the first request to its service.
 */
import type { ServiceId } from './service-id.ts';

/** What this layer needs of a client package: its exports, among them the static schemas. */
export type ClientExports = Readonly<Record<string, unknown>>;

const LOADERS: Readonly<Record<ServiceId, () => Promise<ClientExports>>> = {
  apigateway: () => import('@aws-sdk/client-api-gateway'),
  apigatewaymanagementapi: () => import('@aws-sdk/client-apigatewaymanagementapi'),
  apigatewayv2: () => import('@aws-sdk/client-apigatewayv2'),
  cloudformation: () => import('@aws-sdk/client-cloudformation'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  'cognito-idp': () => import('@aws-sdk/client-cognito-identity-provider'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  dynamodbstreams: () => import('@aws-sdk/client-dynamodb-streams'),
  events: () => import('@aws-sdk/client-eventbridge'),
  iam: () => import('@aws-sdk/client-iam'),
  kinesis: () => import('@aws-sdk/client-kinesis'),
  kms: () => import('@aws-sdk/client-kms'),
  lambda: () => import('@aws-sdk/client-lambda'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
  pipes: () => import('@aws-sdk/client-pipes'),
  s3: () => import('@aws-sdk/client-s3'),
  scheduler: () => import('@aws-sdk/client-scheduler'),
  secretsmanager: () => import('@aws-sdk/client-secrets-manager'),
  sns: () => import('@aws-sdk/client-sns'),
  sqs: () => import('@aws-sdk/client-sqs'),
  ssm: () => import('@aws-sdk/client-ssm'),
  states: () => import('@aws-sdk/client-sfn'),
  sts: () => import('@aws-sdk/client-sts'),
  xray: () => import('@aws-sdk/client-xray'),
};

/** Imports the exports of a service's SDK client. */
export function importClient(id: ServiceId): Promise<ClientExports> {
  return LOADERS[id]();
}
