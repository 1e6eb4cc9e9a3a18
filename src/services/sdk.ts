import type { CommandIO, MetadataBearer } from '@smithy/types';
import type { ServiceId } from '../protocol/service-id.ts';

/**
 * The types of every service in scope, taken from AWS's own SDK (design law 1). Types only: nothing
 * here loads a client. Ids are those of SigV4 scopes and the aws CLI.
 */
export interface Sdk extends Record<ServiceId, unknown> {
  apigateway: typeof import('@aws-sdk/client-api-gateway');
  apigatewaymanagementapi: typeof import('@aws-sdk/client-apigatewaymanagementapi');
  apigatewayv2: typeof import('@aws-sdk/client-apigatewayv2');
  cloudformation: typeof import('@aws-sdk/client-cloudformation');
  cloudwatch: typeof import('@aws-sdk/client-cloudwatch');
  'cognito-idp': typeof import('@aws-sdk/client-cognito-identity-provider');
  dynamodb: typeof import('@aws-sdk/client-dynamodb');
  dynamodbstreams: typeof import('@aws-sdk/client-dynamodb-streams');
  events: typeof import('@aws-sdk/client-eventbridge');
  iam: typeof import('@aws-sdk/client-iam');
  kinesis: typeof import('@aws-sdk/client-kinesis');
  kms: typeof import('@aws-sdk/client-kms');
  lambda: typeof import('@aws-sdk/client-lambda');
  logs: typeof import('@aws-sdk/client-cloudwatch-logs');
  pipes: typeof import('@aws-sdk/client-pipes');
  s3: typeof import('@aws-sdk/client-s3');
  scheduler: typeof import('@aws-sdk/client-scheduler');
  secretsmanager: typeof import('@aws-sdk/client-secrets-manager');
  sns: typeof import('@aws-sdk/client-sns');
  sqs: typeof import('@aws-sdk/client-sqs');
  ssm: typeof import('@aws-sdk/client-ssm');
  states: typeof import('@aws-sdk/client-sfn');
  sts: typeof import('@aws-sdk/client-sts');
  xray: typeof import('@aws-sdk/client-xray');
}

export type { ServiceId };

type CommandKey<S extends ServiceId> = Extract<keyof Sdk[S], `${string}Command`>;

/** The operations of a service: `OperationOf<'sts'>` is `'AssumeRole' | 'GetCallerIdentity' | …`. */
export type OperationOf<S extends ServiceId> =
  CommandKey<S> extends `${infer Name}Command` ? Name : never;

type Command<S extends ServiceId, O extends string> = Sdk[S][Extract<
  `${O}Command`,
  keyof Sdk[S]
>] extends abstract new (...args: never) => infer Instance
  ? Instance
  : never;

/** The SDK's input type of an operation. */
export type InputOf<S extends ServiceId, O extends string> =
  Command<S, O> extends CommandIO<infer I, MetadataBearer> ? I : never;

/** The SDK's output type of an operation, without its client-side `$metadata`. */
export type OutputOf<S extends ServiceId, O extends string> =
  Command<S, O> extends CommandIO<infer _I, infer Out> ? Omit<Out, '$metadata'> : never;

/** The names of the modelled exceptions of a service. */
export type ErrorOf<S extends ServiceId> = {
  [K in keyof Sdk[S]]: Sdk[S][K] extends abstract new (...args: never) => {
    readonly $fault: string;
    name: K;
  }
    ? K
    : never;
}[keyof Sdk[S]];

/** The members of a modelled exception besides its message. */
export type ErrorMembersOf<
  S extends ServiceId,
  E extends ErrorOf<S>,
> = Sdk[S][E] extends abstract new (...args: never) => infer Instance
  ? Partial<
      Omit<
        Instance,
        keyof Error | '$fault' | '$metadata' | '$service' | '$response' | '$retryable' | 'Message'
      >
    >
  : never;
