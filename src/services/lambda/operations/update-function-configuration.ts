import { operation } from '../../define-service.ts';
import { assertCombinedSize, resolveLayers } from '../attach-layers.ts';
import { assertSigned } from '../code-signing.ts';
import { changeLatest } from '../change-latest.ts';
import { toConfiguration } from '../configuration.ts';
import { assertDeadLetterTarget } from '../dead-letter.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';
import { changeSettings } from '../settings.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const updateFunctionConfiguration = operation(
  'lambda',
  'UpdateFunctionConfiguration',
  async (input, context) => {
    const name = parseUnqualifiedName(context, input.FunctionName ?? '');
    const before = await getFunction(context, name);
    // Refuses a bad request before anything is locked; inside, the change applies to what is there then.
    changeSettings(before.latest.settings, input, 'UpdateFunctionConfiguration');
    const { DeadLetterConfig: letters } = input;
    await assertDeadLetterTarget(context, 'UpdateFunctionConfiguration', letters?.TargetArn);
    const layers = input.Layers && (await resolveLayers(context, input.Layers));
    if (layers) await assertSigned(context, before.codeSigningConfigArn, name);
    const latest = await changeLatest(context, name, input.RevisionId, ({ settings, code }) => {
      const { layers: attached, ...rest } = changeSettings(
        settings,
        input,
        'UpdateFunctionConfiguration',
      );
      // An empty list takes all layers away.
      const after = input.Layers ? layers : attached;
      assertCombinedSize(code, after);
      return { settings: { ...rest, ...(after && { layers: after }) } };
    });
    return toConfiguration(context, latest);
  },
);
