import { describe, expect, test } from 'vitest';
import { findPolicyProblem } from './policy-grammar.ts';

const identity = (statement: object, version = '2012-10-17'): string =>
  JSON.stringify({
    Version: version,
    Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*', ...statement }],
  });
const trust = (statement: object): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*', ...statement },
  });

describe('identity policies', () => {
  test.each([
    {},
    { Action: ['s3:GetObject', 'S3:put*', '*'] },
    { Resource: ['arn:aws:s3:::b/*', 'arn:aws-cn:lambda:*:*:function:f', 'arn:*:s3:::x'] },
    { Action: undefined, NotAction: 'iam:*' },
    { Resource: undefined, NotResource: 'arn:aws:s3:::secret' },
    {
      Condition: {
        'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': ['a*'] },
        Bool: { 'aws:SecureTransport': true },
      },
    },
    { Sid: 'Read1' },
  ])('well formed: %j', (statement) => {
    expect(findPolicyProblem(identity(statement), 'identity')).toBeUndefined();
  });

  test.each([
    [{ Effect: 'Perhaps' }, 'Syntax errors in policy.'],
    [{ Effect: 'allow' }, 'The policy failed legacy parsing'],
    [{ Verb: 's3:Get' }, 'Syntax errors in policy.'],
    [{ NotAction: 's3:Put*' }, 'Syntax errors in policy.'],
    [{ Action: [] }, 'Policy statement must contain actions.'],
    [{ Action: undefined }, 'Policy statement must contain actions.'],
    [{ Action: 's3:a:b' }, 'Actions/Condition can contain only one colon.'],
    [{ Action: 's 3:Get' }, 'Vendor s 3 is not valid'],
    [{ Resource: undefined }, 'Policy statement must contain resources.'],
    [
      { Resource: 'arn:mars:s3:::b' },
      'Partition "mars" is not valid for resource "arn:mars:s3:::b".',
    ],
    [
      { Resource: 'arn:aws' },
      'Resource vendor must be fully qualified and cannot contain regexes.',
    ],
    [{ Condition: { StringEqualz: { a: 'b' } } }, 'Syntax errors in policy.'],
    [{ Principal: '*' }, 'Policy document should not specify a principal.'],
    [
      { Sid: 'with space' },
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    ],
  ])('%j: %s', (statement, problem) => {
    expect(findPolicyProblem(identity(statement), 'identity')).toBe(problem);
  });

  test('the same Sid twice', () => {
    const statement = { Sid: 'A', Effect: 'Deny', Action: '*', Resource: '*' };
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement, statement] });
    expect(findPolicyProblem(document, 'identity')).toBe(
      'Statement IDs (SID) in a single policy must be unique.',
    );
  });
});

describe('trust policies', () => {
  test.each([
    {},
    { Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] } },
    { Principal: { AWS: ['123456789012', 'arn:aws:iam::123456789012:root', 'AROAEXAMPLE'] } },
    {
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
    },
    { Action: ['sts:AssumeRole', 'sts:TagSession'] },
  ])('well formed: %j', (statement) => {
    expect(findPolicyProblem(trust(statement), 'trust')).toBeUndefined();
  });

  test.each([
    [{ Principal: undefined }, 'Missing required field Principal'],
    [{ Effect: undefined }, 'Missing required field Effect'],
    [{ Action: 's3:GetObject' }, 'AssumeRole policy may only specify STS AssumeRole actions.'],
    [{ Resource: '*' }, 'Has prohibited field Resource'],
    [{ Principal: { Service: 'lambda' } }, 'Invalid principal in policy: "SERVICE":"lambda"'],
    [
      { Principal: { AWS: 'arn:aws:iam::1:role/x' } },
      'Invalid principal in policy: "AWS":"arn:aws:iam::1:role/x"',
    ],
  ])('%j: %s', (statement, problem) => {
    expect(findPolicyProblem(trust(statement), 'trust')).toBe(problem);
  });
});
