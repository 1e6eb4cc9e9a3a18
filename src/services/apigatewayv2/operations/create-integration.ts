import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { assertIntegrationMembers, completeIntegration } from '../integration.ts';
import { webSocketIntegrationMembers } from '../websocket-integration.ts';
import { type IntegrationRecord, integrations } from '../store.ts';
import { assertVpcLink } from '../vpc-link.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html#CreateIntegration */
export const createIntegration = operation('apigatewayv2', 'CreateIntegration', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId, ProtocolType }) => {
    assertIntegrationMembers('CreateIntegration', input, ProtocolType);
    const integration: IntegrationRecord = {
      ...completeIntegration(
        {
          ...(input.RequestParameters && { RequestParameters: input.RequestParameters }),
          ...(input.ResponseParameters && { ResponseParameters: input.ResponseParameters }),
          ...webSocketIntegrationMembers(input),
          ConnectionId: input.ConnectionId,
          ConnectionType: input.ConnectionType,
          CredentialsArn: input.CredentialsArn,
          Description: input.Description,
          IntegrationMethod: input.IntegrationMethod,
          IntegrationSubtype: input.IntegrationSubtype,
          IntegrationType: input.IntegrationType,
          IntegrationUri: input.IntegrationUri,
          PayloadFormatVersion: input.PayloadFormatVersion,
          TimeoutInMillis: input.TimeoutInMillis,
          TlsConfig: input.TlsConfig,
        },
        ProtocolType,
      ),
      IntegrationId: context.ids.pick(LOWER_ALPHANUMERIC, 7),
    };
    await assertVpcLink(tx, integration);
    tx.put(integrations, [ApiId, integration.IntegrationId], integration);
    await autoDeploy(tx, context, ApiId);
    return integration;
  }),
);
