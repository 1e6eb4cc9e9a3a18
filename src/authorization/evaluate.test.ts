import { describe, expect, test } from 'vitest';
import { createRequestContext, type ContextValues } from './context.ts';
import { evaluate, explainDenial, type Request } from './evaluate.ts';
import { compilePolicy } from './policy.ts';
import type { Principal } from './principal.ts';

const ACCOUNT = '111111111111';
const OTHER = '222222222222';
const RESOURCE = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`;
const ACTION = 'lambda:InvokeFunction';

const user: Principal = {
  kind: 'user',
  account: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:user/team/anna`,
  userId: 'AIDAANNA',
};
const roleArn = `arn:aws:iam::${ACCOUNT}:role/service/worker`;
const session: Principal = {
  kind: 'role-session',
  account: ACCOUNT,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/s1`,
  userId: 'AROAWORKER:s1',
  roleArn,
};
const root: Principal = {
  kind: 'root',
  account: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:root`,
  userId: ACCOUNT,
};

interface Given {
  identity?: object;
  boundary?: object;
  session?: object;
  resource?: object;
  principal?: Principal;
  resourceAccount?: string;
  needsResourceConsent?: boolean;
  context?: ContextValues;
  action?: string;
  target?: string;
}

const compile = (statement: object) =>
  compilePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }));

function ask(given: Given): string {
  const request: Request = {
    principal: given.principal ?? user,
    action: given.action ?? ACTION,
    resource: given.target ?? RESOURCE,
    context: createRequestContext(given.context ?? {}),
    policies: {
      identity: given.identity ? [compile(given.identity)] : [],
      boundary: given.boundary && compile(given.boundary),
      session: given.session && [compile(given.session)],
    },
    resourcePolicies: given.resource ? [compile(given.resource)] : [],
    resourceAccount: given.resourceAccount ?? ACCOUNT,
    needsResourceConsent: given.needsResourceConsent ?? false,
  };
  const decision = evaluate(request);
  return decision.isAllowed ? 'allowed' : explainDenial(decision, request.action);
}

const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
const deny = { Effect: 'Deny', Action: '*', Resource: '*' };
const elsewhere = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const grantTo = (principal: unknown, more: object = {}): object => ({
  Effect: 'Allow',
  Action: ACTION,
  Resource: RESOURCE,
  Principal: principal,
  ...more,
});
const no = (type: string): string => `because no ${type} allows the ${ACTION} action`;

describe('one account', () => {
  test.each<[string, Given, string]>([
    ['nothing allows', {}, no('identity-based policy')],
    ['an identity policy allows', { identity: allow }, 'allowed'],
    ['the root needs no policy', { principal: root }, 'allowed'],
    [
      'but a deny on the resource stops it',
      { principal: root, resource: { ...grantTo('*'), Effect: 'Deny' } },
      'with an explicit deny in a resource-based policy',
    ],
    [
      'a deny wins',
      { identity: [allow, deny] },
      'with an explicit deny in an identity-based policy',
    ],
    [
      'also in the boundary',
      { identity: allow, boundary: [allow, deny] },
      'with an explicit deny in a permissions boundary',
    ],
    ['a boundary limits', { identity: allow, boundary: elsewhere }, no('permissions boundary')],
    [
      'a session policy limits',
      { principal: session, identity: allow, session: elsewhere },
      no('session policy'),
    ],
    [
      'a user named by the resource needs nothing else',
      { boundary: elsewhere, resource: grantTo({ AWS: user.arn }) },
      'allowed',
    ],
    ['nor does everyone', { resource: grantTo('*') }, 'allowed'],
    [
      'a session named by the resource is free of its session policy',
      { principal: session, session: elsewhere, resource: grantTo({ AWS: session.arn }) },
      'allowed',
    ],
    [
      'a role named needs no identity policy',
      { principal: session, resource: grantTo({ AWS: roleArn }) },
      'allowed',
    ],
    [
      'but keeps to its boundary',
      { principal: session, boundary: elsewhere, resource: grantTo({ AWS: roleArn }) },
      no('permissions boundary'),
    ],
    [
      'and to its session policy',
      { principal: session, session: elsewhere, resource: grantTo({ AWS: roleArn }) },
      no('session policy'),
    ],
    [
      'a resource that names the account only delegates',
      { resource: grantTo({ AWS: `arn:aws:iam::${ACCOUNT}:root` }) },
      no('identity-based policy'),
    ],
    [
      'a resource whose consent is needed does not give it by silence',
      { identity: allow, needsResourceConsent: true },
      no('resource-based policy'),
    ],
    [
      'and gives it by naming the account',
      { identity: allow, needsResourceConsent: true, resource: grantTo({ AWS: ACCOUNT }) },
      'allowed',
    ],
    [
      'an unreadable policy denies',
      { identity: [allow, { Effect: 'Maybe' }] },
      'with an explicit deny in an identity-based policy',
    ],
  ])('%s', (_, given, expected) => {
    expect(ask(given)).toBe(expected);
  });
});

describe('two accounts, services and strangers', () => {
  test.each<[string, Given, string]>([
    ['the caller alone', { identity: allow, resourceAccount: OTHER }, no('resource-based policy')],
    [
      'the resource alone',
      { resource: grantTo({ AWS: user.arn }), resourceAccount: OTHER },
      no('identity-based policy'),
    ],
    [
      'both',
      { identity: allow, resource: grantTo({ AWS: ACCOUNT }), resourceAccount: OTHER },
      'allowed',
    ],
    [
      'another root',
      { principal: root, resource: grantTo({ AWS: ACCOUNT }), resourceAccount: OTHER },
      'allowed',
    ],
    [
      'a service that is named, from where it must come',
      {
        principal: { kind: 'service', service: 'apigateway.amazonaws.com' },
        resource: grantTo(
          { Service: 'apigateway.amazonaws.com' },
          {
            Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:execute-api:*:*:api/*/GET/users' } },
          },
        ),
        context: {
          'aws:SourceArn': 'arn:aws:execute-api:us-east-1:111111111111:api/prod/GET/users',
        },
      },
      'allowed',
    ],
    [
      'a service that is not',
      {
        principal: { kind: 'service', service: 's3.amazonaws.com' },
        resource: grantTo({ Service: 'apigateway.amazonaws.com' }),
      },
      no('resource-based policy'),
    ],
    ['a stranger', { principal: { kind: 'anonymous' } }, no('resource-based policy')],
    [
      'a stranger among everyone',
      { principal: { kind: 'anonymous' }, resource: grantTo('*') },
      'allowed',
    ],
    [
      'everyone but',
      {
        identity: allow,
        resource: { Effect: 'Deny', Action: '*', Resource: '*', NotPrincipal: { AWS: user.arn } },
      },
      'allowed',
    ],
    [
      'one who is not among the exceptions',
      {
        identity: allow,
        resource: { Effect: 'Deny', Action: '*', Resource: '*', NotPrincipal: { AWS: roleArn } },
      },
      'with an explicit deny in a resource-based policy',
    ],
  ])('%s', (_, given, expected) => {
    expect(ask(given)).toBe(expected);
  });
});

describe('conditions', () => {
  const holds = (condition: object, context: ContextValues = {}): boolean =>
    ask({ identity: { ...allow, Condition: condition }, context }) === 'allowed';
  const KEY = 'aws:x';

  test.each<[object, ContextValues[string], boolean]>([
    [{ StringEquals: { [KEY]: ['a', 'b'] } }, 'b', true],
    [{ StringEquals: { [KEY]: 'a*' } }, 'ab', false],
    [{ StringEquals: { [KEY]: 'a' } }, undefined, false],
    [{ StringEqualsIfExists: { [KEY]: 'a' } }, undefined, true],
    [{ StringNotEquals: { [KEY]: ['a', 'b'] } }, 'b', false],
    [{ StringNotEquals: { [KEY]: ['a', 'b'] } }, 'c', true],
    [{ StringNotEquals: { [KEY]: 'a' } }, undefined, true],
    [{ StringEqualsIgnoreCase: { [KEY]: 'aB' } }, 'Ab', true],
    [{ StringNotEqualsIgnoreCase: { [KEY]: 'aB' } }, 'Ab', false],
    [{ StringLike: { [KEY]: 'a*c?' } }, 'abccd', true],
    [{ StringNotLike: { [KEY]: 'a*' } }, 'abc', false],
    [{ NumericEquals: { [KEY]: 10 } }, '10.0', true],
    [{ NumericNotEquals: { [KEY]: '10' } }, '10', false],
    [{ NumericLessThan: { [KEY]: '10' } }, '9', true],
    [{ NumericLessThanEquals: { [KEY]: '10' } }, '11', false],
    [{ NumericGreaterThan: { [KEY]: '10' } }, 'ten', false],
    [{ NumericGreaterThanEquals: { [KEY]: '10' } }, '10', true],
    [{ DateLessThan: { [KEY]: '2026-01-02T00:00:00Z' } }, '2026-01-01T00:00:00Z', true],
    [{ DateGreaterThan: { [KEY]: '1767225600' } }, '2026-01-01T00:00:01Z', true],
    [{ DateEquals: { [KEY]: '2026-01-01T00:00:00Z' } }, '1767225600', true],
    [{ DateNotEquals: { [KEY]: '2026-01-01T00:00:00Z' } }, '1767225600', false],
    [{ Bool: { [KEY]: true } }, 'true', true],
    [{ Bool: { [KEY]: 'false' } }, 'true', false],
    [{ BinaryEquals: { [KEY]: 'QmluYXJ5' } }, 'QmluYXJ5', true],
    [{ IpAddress: { [KEY]: ['10.0.0.0/8', '2001:db8::/32'] } }, '10.1.2.3', true],
    [{ IpAddress: { [KEY]: ['10.0.0.0/8', '2001:db8::/32'] } }, '2001:DB8:1::1', true],
    [{ IpAddress: { [KEY]: '10.0.0.0/8' } }, '11.0.0.1', false],
    [{ IpAddress: { [KEY]: '10.0.0.1' } }, '::ffff:10.0.0.1', true],
    [{ IpAddress: { [KEY]: '10.0.0.0/99' } }, '10.0.0.1', false],
    [{ NotIpAddress: { [KEY]: '10.0.0.0/8' } }, '11.0.0.1', true],
    [{ ArnLike: { [KEY]: 'arn:aws:s3:::b*' } }, 'arn:aws:s3:::bucket:x/y', true],
    [{ ArnLike: { [KEY]: 'arn:*:f' } }, 'arn:aws:lambda:us-east-1:1:f', false],
    [{ ArnEquals: { [KEY]: 'arn:aws:*:*:*:f' } }, 'arn:aws:lambda:us-east-1:1:f', true],
    [{ ArnNotLike: { [KEY]: 'arn:aws:s3:::*' } }, 'arn:aws:s3:::b', false],
    [{ ArnNotEquals: { [KEY]: 'arn:aws:s3:::b' } }, undefined, true],
    [{ Null: { [KEY]: 'true' } }, undefined, true],
    [{ Null: { [KEY]: 'false' } }, undefined, false],
    [{ Null: { [KEY]: 'false' } }, 'a', true],
    [{ 'ForAllValues:StringEquals': { [KEY]: ['a', 'b'] } }, ['a', 'b'], true],
    [{ 'ForAllValues:StringEquals': { [KEY]: ['a', 'b'] } }, ['a', 'c'], false],
    [{ 'ForAllValues:StringEquals': { [KEY]: 'a' } }, undefined, true],
    [{ 'ForAnyValue:StringEquals': { [KEY]: ['a', 'b'] } }, ['c', 'a'], true],
    [{ 'ForAnyValue:StringEquals': { [KEY]: 'a' } }, undefined, false],
    [{ 'ForAllValues:StringNotEquals': { [KEY]: 'a' } }, ['b', 'a'], false],
    [{ 'ForAnyValue:StringNotEquals': { [KEY]: 'a' } }, ['b', 'a'], true],
    [{ StringSounds: { [KEY]: 'a' } }, 'a', false],
    [{ constructor: { [KEY]: 'a' } }, 'a', false],
    [{ StringEquals: { 'AWS:X': 'a' } }, 'a', true],
    [{ StringEquals: { [KEY]: 'a', 'aws:y': 'b' } }, 'a', false],
    [{ StringEquals: { [KEY]: '${aws:username}' } }, 'anna', true],
    [{ StringNotEquals: { [KEY]: '${aws:nobody}' } }, 'anna', false],
    [{ StringEquals: { [KEY]: ['a', 'anna'] }, Bool: { 'aws:t': 'true' } }, 'anna', true],
  ])('%j holds for %j: %s', (condition, value, expected) => {
    const context = { [KEY]: value, 'aws:username': 'anna', 'aws:t': 'true' };
    expect(holds(condition, context)).toBe(expected);
  });
});
