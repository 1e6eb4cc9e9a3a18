import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';
import { toConfiguration } from '../configuration.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { publish } from '../publish.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const publishVersion = operation('lambda', 'PublishVersion', async (input, context) => {
  if (input.PublishTo) throw notImplemented('lambda', 'PublishVersion', 'PublishTo');
  const name = parseUnqualifiedName(context, input.FunctionName ?? '');
  const version = await publish(context, name, {
    codeSha256: input.CodeSha256 || undefined,
    revisionId: input.RevisionId,
    description: input.Description,
  });
  return toConfiguration(context, version, version.version);
});
