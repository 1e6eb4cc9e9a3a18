/**
 * What functions find of the AWS SDK for JavaScript without bringing it along. AWS's runtimes have all
 * of it; these are the parts that functions commonly use.
 */
export function sdkPackages(major: number): readonly string[] {
  const range = major < 20 ? LAST_FOR_NODE_18 : NEWEST;
  return NAMES.map((name) => `@aws-sdk/${name}@${range}`);
}

/** Packages are published when they change, so the newest below a version are what was current then. */
const NEWEST = '<3.1175.0';
/** Later ones need Node.js 20. */
const LAST_FOR_NODE_18 = '<3.968.0';

const NAMES = [
  'client-api-gateway',
  'client-apigatewaymanagementapi',
  'client-apigatewayv2',
  'client-appconfigdata',
  'client-athena',
  'client-batch',
  'client-bedrock-agent-runtime',
  'client-bedrock-runtime',
  'client-cloudformation',
  'client-cloudfront',
  'client-cloudwatch',
  'client-cloudwatch-logs',
  'client-codebuild',
  'client-codepipeline',
  'client-cognito-identity',
  'client-cognito-identity-provider',
  'client-comprehend',
  'client-dynamodb',
  'client-dynamodb-streams',
  'client-ec2',
  'client-ecr',
  'client-ecs',
  'client-eventbridge',
  'client-firehose',
  'client-glue',
  'client-iam',
  'client-iot-data-plane',
  'client-kinesis',
  'client-kms',
  'client-lambda',
  'client-organizations',
  'client-pipes',
  'client-polly',
  'client-rds',
  'client-rds-data',
  'client-redshift-data',
  'client-rekognition',
  'client-route-53',
  'client-s3',
  'client-scheduler',
  'client-secrets-manager',
  'client-ses',
  'client-sesv2',
  'client-sfn',
  'client-sns',
  'client-sqs',
  'client-ssm',
  'client-sso',
  'client-sts',
  'client-textract',
  'client-transcribe',
  'client-translate',
  'client-xray',
  'cloudfront-signer',
  'credential-provider-node',
  'credential-providers',
  'lib-dynamodb',
  'lib-storage',
  'rds-signer',
  's3-presigned-post',
  's3-request-presigner',
  'util-dynamodb',
];
