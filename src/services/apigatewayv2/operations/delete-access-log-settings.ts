import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { notFound } from '../errors.ts';
import { stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-accesslogsettings.html */
export const deleteAccessLogSettings = operation(
  'apigatewayv2',
  'DeleteAccessLogSettings',
  (input, context) =>
    changeApi(context, input.ApiId, async (tx, { ApiId }) => {
      const stage = await tx.get(stages, [ApiId, input.StageName ?? '']);
      if (!stage) throw notFound('stage');
      const { AccessLogSettings: _settings, ...rest } = stage;
      tx.put(stages, [ApiId, stage.StageName], {
        ...rest,
        updatedAtEpochMs: context.clock.now(),
      });
      return {};
    }),
);
