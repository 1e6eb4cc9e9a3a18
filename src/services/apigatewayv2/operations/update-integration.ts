import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { notFound } from '../errors.ts';
import { assertIntegrationMembers, completeIntegration } from '../integration.ts';
import { webSocketIntegrationMembers } from '../websocket-integration.ts';
import { type IntegrationRecord, integrations } from '../store.ts';
import { assertVpcLink } from '../vpc-link.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html#UpdateIntegration */
export const updateIntegration = operation('apigatewayv2', 'UpdateIntegration', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId, ProtocolType }) => {
    const integration = await tx.get(integrations, [ApiId, input.IntegrationId ?? '']);
    if (!integration) throw notFound('Integration');
    assertIntegrationMembers('UpdateIntegration', input, ProtocolType);
    const updated: IntegrationRecord = {
      ...completeIntegration(
        {
          ...integration,
          ...(input.RequestParameters && { RequestParameters: input.RequestParameters }),
          ...(input.ResponseParameters && { ResponseParameters: input.ResponseParameters }),
          ...webSocketIntegrationMembers(input),
          ConnectionId: input.ConnectionId ?? integration.ConnectionId,
          ConnectionType: input.ConnectionType ?? integration.ConnectionType,
          CredentialsArn: input.CredentialsArn ?? integration.CredentialsArn,
          Description: input.Description ?? integration.Description,
          IntegrationMethod: input.IntegrationMethod ?? integration.IntegrationMethod,
          IntegrationSubtype: input.IntegrationSubtype ?? integration.IntegrationSubtype,
          IntegrationType: input.IntegrationType ?? integration.IntegrationType,
          IntegrationUri: input.IntegrationUri ?? integration.IntegrationUri,
          PayloadFormatVersion: input.PayloadFormatVersion ?? integration.PayloadFormatVersion,
          TimeoutInMillis: input.TimeoutInMillis ?? integration.TimeoutInMillis,
          TlsConfig: input.TlsConfig ?? integration.TlsConfig,
        },
        ProtocolType,
      ),
      IntegrationId: integration.IntegrationId,
    };
    await assertVpcLink(tx, updated);
    tx.put(integrations, [ApiId, updated.IntegrationId], updated);
    await autoDeploy(tx, context, ApiId);
    return updated;
  }),
);
