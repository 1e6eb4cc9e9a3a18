/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
import type { ServiceAuthorization } from '../authorizer.ts';
import { requestTagKeys, textOf } from '../call-input.ts';
import { trustOf } from './assumed-role.ts';

export const authorization: ServiceAuthorization = {
  async needsOf({ operation, input, context }) {
    // Whoever can sign may ask who it is.
    if (operation === 'GetCallerIdentity' || operation === 'GetSessionToken') return [];
    if (operation !== 'AssumeRole') return [{ action: `sts:${operation}`, resource: '*' }];
    const resource = textOf(input, 'RoleArn') ?? '*';
    const trust = await trustOf(context, resource);
    const common = {
      resource,
      resourcePolicies: trust === undefined ? [] : [trust],
      needsResourceConsent: true,
      context: {
        'sts:ExternalId': textOf(input, 'ExternalId'),
        'sts:RoleSessionName': textOf(input, 'RoleSessionName'),
        'sts:SourceIdentity': textOf(input, 'SourceIdentity'),
        'sts:TransitiveTagKeys': input['TransitiveTagKeys'] as string[] | undefined,
        ...requestTagKeys(input['Tags']),
      },
    };
    const actions = ['sts:AssumeRole'];
    if (Array.isArray(input['Tags']) && input['Tags'].length > 0) actions.push('sts:TagSession');
    if (input['SourceIdentity'] !== undefined) actions.push('sts:SetSourceIdentity');
    return actions.map((action) => ({ ...common, action }));
  },
};
