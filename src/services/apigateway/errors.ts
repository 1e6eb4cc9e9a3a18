/** Refusals that several operations share. */
import type { AwsError } from '../../protocol/aws-error.ts';
import { serviceError } from '../define-service.ts';

export function badRequest(message: string): AwsError {
  return serviceError('apigateway', 'BadRequestException', message);
}

export function conflict(message: string): AwsError {
  return serviceError('apigateway', 'ConflictException', message);
}

export function notFound(message: string): AwsError {
  return serviceError('apigateway', 'NotFoundException', message);
}

/** What AWS says when an id in the path belongs to nothing (recorded for the first five; the others follow them). */
const WORDING = {
  resource: 'Invalid Resource identifier specified',
  method: 'Invalid Method identifier specified',
  integration: 'Invalid Integration identifier specified',
  response: 'Invalid Response status code specified',
  stage: 'Invalid stage identifier specified',
  deployment: 'Invalid Deployment identifier specified',
  authorizer: 'Invalid Authorizer identifier specified',
  validator: 'Invalid Request Validator identifier specified',
  apiKey: 'Invalid API Key identifier specified',
  usagePlan: 'Invalid Usage Plan ID specified',
  usagePlanKey: 'Invalid API Key identifier specified',
  documentationPart: 'Invalid Documentation part identifier specified',
  documentationVersion: 'Invalid Documentation version specified',
  clientCertificate: 'Invalid Client Certificate identifier specified',
  vpcLink: 'Invalid Vpc Link identifier specified',
  gatewayResponse: 'Gateway response not found',
} as const;

export function notFoundOf(kind: keyof typeof WORDING): AwsError {
  return notFound(WORDING[kind]);
}
