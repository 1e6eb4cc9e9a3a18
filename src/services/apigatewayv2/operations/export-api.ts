import { operation } from '../../define-service.ts';
import { printOpenApi } from '../../openapi-document.ts';
import { getApiRecord } from '../change-api.ts';
import { snapshotOf } from '../deployment.ts';
import { badRequest, notFound } from '../errors.ts';
import { exportHttpApi } from '../export-http-api.ts';
import { stages } from '../store.ts';

/** The API as it is, or as a stage serves it. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-exports-specification.html#ExportApi */
export const exportApi = operation('apigatewayv2', 'ExportApi', async (input, context) => {
  const { ExportVersion = '1.0', IncludeExtensions = true, OutputType, StageName } = input;
  if (input.Specification !== 'OAS30')
    throw badRequest('Invalid specification. Must be one of: [OAS30]');
  if (OutputType !== 'JSON' && OutputType !== 'YAML')
    throw badRequest('Invalid output type. Must be one of: [JSON, YAML]');
  if (ExportVersion !== '1.0') throw badRequest('Invalid export version. Must be one of: [1.0]');
  const api = await getApiRecord(context, input.ApiId);
  if (api.ProtocolType !== 'HTTP') throw badRequest('Only HTTP APIs can be exported');
  const stage =
    StageName === undefined ? undefined : await context.store.get(stages, [api.ApiId, StageName]);
  if (StageName !== undefined && !stage) throw notFound('stage');
  const snapshot = await snapshotOf(context.store, api, stage ?? { AutoDeploy: true });
  if (!snapshot) throw notFound('Deployment');
  const document = exportHttpApi(api, snapshot, {
    hasExtensions: IncludeExtensions,
    stageName: StageName,
    host: `${api.ApiId}.execute-api.${context.region}.amazonaws.com`,
  });
  const text = printOpenApi(document, OutputType === 'YAML' ? 'yaml' : 'json');
  return { body: Buffer.from(text) as never };
});
