import { operation } from '../../define-service.ts';
import { getCodeSigning } from '../code-signing.ts';
import { functionArn } from '../function-name.ts';
import { decodeMarker, pageSize, toPage } from '../page.ts';
import { functions } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionsByCodeSigningConfig.html */
export const listFunctionsByCodeSigningConfig = operation(
  'lambda',
  'ListFunctionsByCodeSigningConfig',
  async (input, context) => {
    const arn = input.CodeSigningConfigArn ?? '';
    await getCodeSigning(context, arn);
    const after = decodeMarker(input.Marker);
    const all = await context.store.scan(functions, after && { after });
    const bound = all.filter(({ value }) => value.codeSigningConfigArn === arn);
    const page = toPage(bound, pageSize(input.MaxItems));
    return {
      FunctionArns: page.entries.map(({ value }) => functionArn(context, value.latest.name)),
      ...(page.marker !== undefined && { NextMarker: page.marker }),
    };
  },
);
