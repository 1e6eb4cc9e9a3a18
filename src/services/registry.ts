import { apigateway } from './apigateway/index.ts';
import { apigatewaymanagementapi } from './apigatewaymanagementapi/index.ts';
import { apigatewayv2 } from './apigatewayv2/index.ts';
import type { ServiceDefinition } from './define-service.ts';
import { dynamodb } from './dynamodb/index.ts';
import { dynamodbstreams } from './dynamodbstreams/index.ts';
import { iam } from './iam/index.ts';
import { lambda } from './lambda/index.ts';
import { logs } from './logs/index.ts';
import { s3 } from './s3/index.ts';
import { sts } from './sts/index.ts';

/** Every service that Brume runs, in order of starting. A service not listed here answers 501. */
export const services: readonly ServiceDefinition[] = [
  iam,
  sts,
  logs,
  lambda,
  apigatewayv2,
  apigateway,
  dynamodb,
  dynamodbstreams,
  s3,
  apigatewaymanagementapi,
];
