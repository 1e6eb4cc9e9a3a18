import { operation } from '../../define-service.ts';
import { changeDomain } from '../../execute-api/domains/change-domain.ts';
import { withMapping } from '../../execute-api/domains/mapping.ts';
import { domainRoutes } from '../../execute-api/domains/store.ts';
import {
  assertMapping,
  basePathMappingPatch,
  conflictMessage,
  findMapping,
  toBasePathMapping,
  toPath,
} from '../base-path-mapping.ts';
import { applyPatch } from '../patch.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateBasePathMapping.html */
export const updateBasePathMapping = operation(
  'apigateway',
  'UpdateBasePathMapping',
  (input, context) =>
    changeDomain(context, input.domainName, async (tx, { routes }, key) => {
      const before = findMapping(routes, input.basePath);
      const patched = applyPatch(before, input.patchOperations, basePathMappingPatch);
      const mapping = { ...patched, path: toPath(patched.path), stage: patched.stage || undefined };
      await assertMapping(context, mapping);
      const message = conflictMessage(mapping.path);
      const mappings = withMapping(routes.mappings, mapping, message);
      tx.put(domainRoutes, key, { ...routes, mappings });
      return toBasePathMapping(mapping);
    }),
);
