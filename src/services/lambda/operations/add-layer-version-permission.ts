import { operation } from '../../define-service.ts';
import { lambdaError, layerVersionNotFound, revisionMismatch } from '../errors.ts';
import type { PolicyStatement } from '../function.ts';
import { parseOwnLayer } from '../layer.ts';
import { layerVersionArn, parseLayerVersion } from '../layer-name.ts';
import { assertPolicySize, makePrincipal } from '../policy.ts';
import { layerVersions } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
export const addLayerVersionPermission = operation(
  'lambda',
  'AddLayerVersionPermission',
  async (input, context) => {
    const layer = parseLayerVersion(context, input.LayerName ?? '', input.VersionNumber);
    parseOwnLayer(context, 'AddLayerVersionPermission', input.LayerName ?? '');
    const key = [layer.name, layer.version];
    const statement: PolicyStatement = {
      Sid: input.StatementId ?? '',
      Effect: 'Allow',
      Principal: makePrincipal(input.Principal ?? '', context.region),
      Action: input.Action ?? '',
      Resource: layerVersionArn(layer),
      ...(input.OrganizationId && {
        Condition: { StringEquals: { 'aws:PrincipalOrgID': input.OrganizationId } },
      }),
    };
    const revisionId = context.ids.uuid();
    await context.store.transact([[layerVersions, key]], async (tx) => {
      const record = await tx.get(layerVersions, key);
      if (!record) throw layerVersionNotFound(layerVersionArn(layer));
      const { policy } = record;
      if (input.RevisionId !== undefined && input.RevisionId !== policy?.revisionId) {
        throw revisionMismatch('GetLayerPolicy');
      }
      if (policy?.statements.some((each) => each.Sid === statement.Sid)) {
        throw lambdaError(
          'ResourceConflictException',
          `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        );
      }
      const statements = [...(policy?.statements ?? []), statement];
      assertPolicySize({ statements });
      tx.put(layerVersions, key, { ...record, policy: { statements, revisionId } });
    });
    return { Statement: JSON.stringify(statement), RevisionId: revisionId };
  },
);
