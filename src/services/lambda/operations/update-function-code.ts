import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';
import { assertCombinedSize } from '../attach-layers.ts';
import { assertRevision, changeLatest } from '../change-latest.ts';
import { obtainCode } from '../code-from-s3.ts';
import { assertSigned } from '../code-signing.ts';
import { toConfiguration } from '../configuration.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';
import { publish } from '../publish.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const updateFunctionCode = operation(
  'lambda',
  'UpdateFunctionCode',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    if (input.PublishTo) throw notImplemented('lambda', 'UpdateFunctionCode', 'PublishTo');
    const before = await getFunction(context, name);
    assertRevision(before, input.RevisionId);
    await assertSigned(context, before.codeSigningConfigArn, name);
    const code = await obtainCode(context, input, 'UpdateFunctionCode');
    const architecture = input.Architectures?.[0];
    const change = (latest: typeof before.latest): Pick<typeof latest, 'code' | 'settings'> => {
      assertCombinedSize(code, latest.settings.layers);
      return { code, settings: { ...latest.settings, ...(architecture && { architecture }) } };
    };
    if (input.DryRun)
      return toConfiguration(context, { ...before.latest, ...change(before.latest) });
    const latest = await changeLatest(context, name, input.RevisionId, change);
    if (!input.Publish) return toConfiguration(context, latest);
    const version = await publish(context, name, {});
    return toConfiguration(context, version, version.version);
  },
);
