/**
 * What the wire format of a service needs beyond its shapes: the SDK keeps it in client
 * configuration, not in schemas. `service-wire.test.ts` holds this table against the real clients.
 */
import type { ProtocolName } from './interface.ts';
import type { ServiceId } from './service-id.ts';

export interface ServiceWire {
  /** Accepted protocols; the first is answered when a request does not tell. */
  readonly protocols: readonly ProtocolName[];
  /** `Version` of the query protocol, and the API's date elsewhere. */
  readonly version: string;
  /** The part of `X-Amz-Target` before the dot, and the service name in rpc-v2-cbor paths. */
  readonly target: string;
  readonly xmlNamespace?: string;
  /** Errors also travel as `x-amzn-query-error` (trait awsQueryCompatible). */
  readonly queryCompatible?: true;
  /** Put before the code in `__type`, as the service itself does. */
  readonly errorNamespace?: string;
}

const REST_JSON = ['rest-json'] as const;
const JSON_1_0 = ['aws-json-1.0', 'aws-json-1.1'] as const;
const JSON_1_1 = ['aws-json-1.1', 'aws-json-1.0'] as const;
const QUERY = ['aws-query'] as const;
const DYNAMODB_ERRORS = 'com.amazonaws.dynamodb.v20120810#';

export const SERVICE_WIRE: Readonly<Record<ServiceId, ServiceWire>> = {
  apigateway: { protocols: REST_JSON, version: '2015-07-09', target: 'BackplaneControlService' },
  apigatewaymanagementapi: {
    protocols: REST_JSON,
    version: '2018-11-29',
    target: 'ApiGatewayManagementApi',
  },
  apigatewayv2: { protocols: REST_JSON, version: '2018-11-29', target: 'ApiGatewayV2' },
  cloudformation: {
    protocols: QUERY,
    version: '2010-05-15',
    target: 'CloudFormation',
    xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  },
  cloudwatch: {
    protocols: ['aws-json-1.0', 'aws-json-1.1', 'rpc-v2-cbor', 'aws-query'],
    version: '2010-08-01',
    target: 'GraniteServiceVersion20100801',
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    queryCompatible: true,
    errorNamespace: 'com.amazonaws.cloudwatch#',
  },
  'cognito-idp': {
    protocols: JSON_1_1,
    version: '2016-04-18',
    target: 'AWSCognitoIdentityProviderService',
  },
  dynamodb: {
    protocols: JSON_1_0,
    version: '2012-08-10',
    target: 'DynamoDB_20120810',
    errorNamespace: DYNAMODB_ERRORS,
  },
  dynamodbstreams: {
    protocols: JSON_1_0,
    version: '2012-08-10',
    target: 'DynamoDBStreams_20120810',
    errorNamespace: DYNAMODB_ERRORS,
  },
  events: { protocols: JSON_1_1, version: '2015-10-07', target: 'AWSEvents' },
  iam: {
    protocols: QUERY,
    version: '2010-05-08',
    target: 'AWSIdentityManagementV20100508',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  },
  kinesis: { protocols: JSON_1_1, version: '2013-12-02', target: 'Kinesis_20131202' },
  kms: { protocols: JSON_1_1, version: '2014-11-01', target: 'TrentService' },
  lambda: { protocols: REST_JSON, version: '2015-03-31', target: 'AWSGirApiService' },
  logs: { protocols: JSON_1_1, version: '2014-03-28', target: 'Logs_20140328' },
  pipes: { protocols: REST_JSON, version: '2015-10-07', target: 'Pipes' },
  s3: {
    protocols: ['rest-xml'],
    version: '2006-03-01',
    target: 'AmazonS3',
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  },
  scheduler: { protocols: REST_JSON, version: '2021-06-30', target: 'AWSChronosService' },
  secretsmanager: { protocols: JSON_1_1, version: '2017-10-17', target: 'secretsmanager' },
  sns: {
    protocols: QUERY,
    version: '2010-03-31',
    target: 'AmazonSimpleNotificationService',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  },
  sqs: {
    protocols: ['aws-json-1.0', 'aws-json-1.1', 'aws-query'],
    version: '2012-11-05',
    target: 'AmazonSQS',
    xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
    queryCompatible: true,
    errorNamespace: 'com.amazonaws.sqs#',
  },
  ssm: { protocols: JSON_1_1, version: '2014-11-06', target: 'AmazonSSM' },
  states: {
    protocols: JSON_1_0,
    version: '2016-11-23',
    target: 'AWSStepFunctions',
    errorNamespace: 'com.amazonaws.swf.service.v2.model#',
  },
  sts: {
    protocols: QUERY,
    version: '2011-06-15',
    target: 'AWSSecurityTokenServiceV20110615',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  },
  xray: { protocols: REST_JSON, version: '2016-04-12', target: 'AWSXRay' },
};
