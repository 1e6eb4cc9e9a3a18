import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../../protocol/aws-error.ts';
import { functionArn, parseFunctionName } from './function-name.ts';

const scope = {
  account: '123456789012',
  region: 'us-east-1',
  caller: {
    arn: 'arn:aws:iam::123456789012:root',
    userId: '123456789012',
    account: '123456789012',
  },
};
const name = fc.stringMatching(/^[a-zA-Z0-9-_]{1,64}$/);
const qualifier = fc.option(
  fc.oneof(fc.constant('$LATEST'), fc.stringMatching(/^[a-zA-Z0-9-_]{1,20}$/)),
  { nil: undefined },
);

test('every way to name a function leads to the same name and qualifier', () => {
  fc.assert(
    fc.property(name, qualifier, (text, named) => {
      const suffix = named === undefined ? '' : `:${named}`;
      const forms = [
        `function:${text}${suffix}`,
        `123456789012:function:${text}${suffix}`,
        functionArn(scope, text, named),
      ];
      for (const form of forms) {
        expect(parseFunctionName(scope, form)).toEqual({ name: text, qualifier: named });
      }
      expect(parseFunctionName(scope, text, named)).toEqual({ name: text, qualifier: named });
    }),
  );
});

test('any other text is refused as the caller’s mistake, in no time', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({
          unit: fc.constantFrom(':', '-', 'a', '1', '$', 'arn:aws:lambda:'),
          maxLength: 200,
        }),
      ),
      (text) => {
        let outcome: unknown;
        try {
          outcome = parseFunctionName(scope, text).name;
        } catch (error) {
          outcome = error;
        }
        expect(outcome instanceof AwsError || /^[a-zA-Z0-9-_]{1,64}$/.test(String(outcome))).toBe(
          true,
        );
      },
    ),
  );
});
