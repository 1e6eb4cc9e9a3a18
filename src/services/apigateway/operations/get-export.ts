import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { printOpenApi } from '../../openapi-document.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { partsOf } from '../documentation.ts';
import { badRequest, notFoundOf } from '../errors.ts';
import { exportOpenApi } from '../export-openapi.ts';
import {
  type DocumentationPartRecord,
  documentationVersions,
  snapshots,
  stages,
} from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html */
export const getExport = operation('apigateway', 'GetExport', async (input, context) => {
  const { accepts = 'application/json', exportType, parameters = {} } = input;
  if (exportType !== 'swagger' && exportType !== 'oas30')
    throw badRequest('No API exporter for type ' + (exportType ?? '').slice(0, 64));
  const { id } = await getRestApiRecord(context, input.restApiId);
  const stage = await context.store.get(stages, [id, input.stageName ?? '']);
  const snapshot = stage && (await context.store.get(snapshots, [id, stage.deploymentId ?? '']));
  if (!stage || !snapshot) throw notFoundOf('stage');
  const extensions = (parameters['extensions'] ?? '').split(',').map((each) => each.trim());
  const isAll = extensions.includes('apigateway');
  const document = exportOpenApi(snapshot, stage, {
    isSwagger: exportType === 'swagger',
    hasIntegrations: isAll || extensions.includes('integrations'),
    hasAuthorizers: isAll || extensions.includes('authorizers'),
    documentation: extensions.includes('documentation')
      ? await documentationOf(context, id, stage.documentationVersion)
      : undefined,
    host: `${id}.execute-api.${context.region}.amazonaws.com`,
  });
  const isYaml = /yaml/.test(accepts);
  const text = printOpenApi(document, isYaml ? 'yaml' : 'json');
  const fileName = `${exportType}_${new Date(context.clock.now()).toISOString()}.${isYaml ? 'yaml' : 'json'}`;
  return {
    contentType: isYaml ? 'application/yaml' : 'application/json',
    contentDisposition: `attachment; filename="${fileName}"`,
    body: Buffer.from(text) as never,
  };
});

/** Of the version that the stage names; without one, as the documentation is now. */
async function documentationOf(
  { store }: Context,
  apiId: string,
  version: string | undefined,
): Promise<DocumentationPartRecord[]> {
  if (version === undefined) return partsOf(store, apiId);
  return (await store.get(documentationVersions, [apiId, version]))?.parts ?? [];
}
