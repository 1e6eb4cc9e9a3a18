import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRequestContext } from './context.ts';
import { evaluate } from './evaluate.ts';
import { compilePolicy } from './policy.ts';
import type { Principal } from './principal.ts';

/** A world small enough for an oracle to spell out: what a statement covers is a list, not a pattern. */
const ACTIONS = ['s3:GetObject', 's3:PutObject', 'lambda:InvokeFunction'];
const RESOURCES = ['arn:aws:s3:::a/x', 'arn:aws:s3:::a/y', 'arn:aws:s3:::b/x'];
const COVERS: Readonly<Record<string, readonly string[]>> = {
  '*': [...ACTIONS, ...RESOURCES],
  'S3:Get*': ['s3:GetObject'],
  's3:?etObject': ['s3:GetObject'],
  's3:*': ['s3:GetObject', 's3:PutObject'],
  'arn:aws:s3:::a/*': RESOURCES.slice(0, 2),
  'arn:aws:s3:::?/x': [RESOURCES[0]!, RESOURCES[2]!],
};
const PRINCIPALS: readonly Principal[] = [
  { kind: 'root', account: '111111111111', arn: 'arn:aws:iam::111111111111:root', userId: '1' },
  { kind: 'user', account: '111111111111', arn: 'arn:aws:iam::111111111111:user/u', userId: 'U' },
  {
    kind: 'role-session',
    account: '111111111111',
    arn: 'arn:aws:sts::111111111111:assumed-role/r/s',
    userId: 'R:s',
    roleArn: 'arn:aws:iam::111111111111:role/r',
  },
  { kind: 'service', service: 's3.amazonaws.com' },
  { kind: 'anonymous' },
];
/** By name in a policy: how it names each of the principals above. */
const NAMES: Readonly<Record<string, readonly (string | undefined)[]>> = {
  '*': ['direct', 'direct', 'role', 'direct', 'direct'],
  '111111111111': ['account', 'account', 'account', undefined, undefined],
  'arn:aws:iam::111111111111:user/u': [undefined, 'direct', undefined, undefined, undefined],
  'arn:aws:iam::111111111111:role/r': [undefined, undefined, 'role', undefined, undefined],
  'arn:aws:sts::111111111111:assumed-role/r/s': [
    undefined,
    undefined,
    'direct',
    undefined,
    undefined,
  ],
};

interface Drawn {
  effect: string;
  notAction: boolean;
  action: string;
  notResource: boolean;
  resource: string;
  tag: string | undefined;
  principal: string;
}

const statement: fc.Arbitrary<Drawn> = fc.record({
  effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  notAction: fc.boolean(),
  action: fc.constantFrom('*', 'S3:Get*', 's3:?etObject', 's3:*'),
  notResource: fc.boolean(),
  resource: fc.constantFrom('*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::?/x'),
  tag: fc.constantFrom(undefined, undefined, 'red', 'blue'),
  principal: fc.constantFrom(...Object.keys(NAMES)),
});
const policy = fc.array(statement, { maxLength: 3 });

function toJson(drawn: readonly Drawn[], hasPrincipal: boolean): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: drawn.map((each) => ({
      Effect: each.effect,
      [each.notAction ? 'NotAction' : 'Action']: each.action,
      [each.notResource ? 'NotResource' : 'Resource']: [each.resource],
      ...(each.tag && { Condition: { StringEquals: { 'aws:tag': each.tag } } }),
      ...(hasPrincipal && {
        Principal: each.principal === '*' ? '*' : { AWS: each.principal },
      }),
    })),
  });
}

interface Asked {
  who: number;
  action: string;
  resource: string;
  tag: string | undefined;
}

/** The strongest way in which a statement of this effect names the caller; unnamed is `direct`. */
function says(drawn: readonly Drawn[], effect: string, asked: Asked, named: boolean): string {
  const found = drawn
    .filter(
      (each) =>
        each.effect === effect &&
        COVERS[each.action]!.includes(asked.action) !== each.notAction &&
        COVERS[each.resource]!.includes(asked.resource) !== each.notResource &&
        (each.tag === undefined || each.tag === asked.tag),
    )
    .map((each) => (named ? NAMES[each.principal]![asked.who] : 'direct'));
  return ['direct', 'role', 'account'].find((each) => found.includes(each)) ?? '';
}

test('decides as the table of the documentation does', () => {
  fc.assert(
    fc.property(
      fc.record({
        identity: policy,
        boundary: fc.option(policy),
        session: fc.option(policy),
        resource: policy,
        foreign: fc.boolean(),
        who: fc.nat(4),
        action: fc.constantFrom(...ACTIONS),
        target: fc.constantFrom(...RESOURCES),
        tag: fc.constantFrom(undefined, 'red'),
      }),
      (given) => {
        const { identity, boundary, session, resource, foreign, who, tag } = given;
        const asked = { who, action: given.action, resource: given.target, tag };
        const decision = evaluate({
          principal: PRINCIPALS[who]!,
          action: given.action,
          resource: given.target,
          context: createRequestContext({ 'aws:tag': tag }),
          policies: {
            identity: [compilePolicy(toJson(identity, false))],
            boundary: boundary ? compilePolicy(toJson(boundary, false)) : undefined,
            session: session ? [compilePolicy(toJson(session, false))] : undefined,
          },
          resourcePolicies: [compilePolicy(toJson(resource, true))],
          resourceAccount: foreign ? '222222222222' : '111111111111',
        });

        const denied = [identity, boundary ?? [], session ?? []].some(
          (each) => says(each, 'Deny', asked, false) !== '',
        );
        const grant = says(resource, 'Allow', asked, true);
        const has = (each: Drawn[] | null): boolean =>
          each === null || says(each, 'Allow', asked, false) !== '';
        const isOutside = who > 2;
        const own = {
          identity: who === 0 || has(identity),
          limits: has(boundary) && has(session),
        };
        const allowed =
          !denied &&
          says(resource, 'Deny', asked, true) === '' &&
          (isOutside
            ? grant !== ''
            : foreign
              ? grant !== '' && own.identity && own.limits
              : grant === 'direct' || ((grant === 'role' || own.identity) && own.limits));
        expect(decision.isAllowed).toBe(allowed);
      },
    ),
    { numRuns: 3000 },
  );
});

test('no document breaks the compiler, and one that makes no sense allows nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (document) => {
      const decision = evaluate({
        principal: PRINCIPALS[1]!,
        action: 's3:GetObject',
        resource: RESOURCES[0]!,
        context: createRequestContext(),
        policies: { identity: [compilePolicy(document)] },
        resourcePolicies: [],
      });
      expect(decision.isAllowed).toBe(false);
    }),
  );
});
