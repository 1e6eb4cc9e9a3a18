import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { partsOf, toDocumentationVersion } from '../documentation.ts';
import { badRequest, conflict, notFoundOf } from '../errors.ts';
import { type DocumentationVersionRecord, documentationVersions, stages } from '../store.ts';

/** Freezes the parts as they are. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationVersion.html */
export const createDocumentationVersion = operation(
  'apigateway',
  'CreateDocumentationVersion',
  (input, context) =>
    changeRestApi(context, input.restApiId, async (tx, api) => {
      const { description, documentationVersion: version = '', stageName } = input;
      if (version === '') throw badRequest('Documentation version must be non-empty');
      if (await tx.get(documentationVersions, [api.id, version]))
        throw conflict(`Documentation version ${version} already exists`);
      const record: DocumentationVersionRecord = {
        version,
        ...(description !== undefined && { description }),
        createdAtEpochMs: context.clock.now(),
        parts: await partsOf(tx, api.id),
      };
      tx.put(documentationVersions, [api.id, version], record);
      if (stageName !== undefined) {
        const stage = await tx.get(stages, [api.id, stageName]);
        if (!stage) throw notFoundOf('stage');
        tx.put(stages, [api.id, stageName], { ...stage, documentationVersion: version });
      }
      return toDocumentationVersion(record);
    }),
);
