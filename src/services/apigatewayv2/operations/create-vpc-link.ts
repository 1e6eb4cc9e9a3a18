import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { badRequest } from '../errors.ts';
import { type VpcLinkRecord, vpcLinks } from '../store.ts';
import { assertTags } from '../tags.ts';
import { toVpcLink } from '../vpc-link.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html#CreateVpcLink */
export const createVpcLink = operation('apigatewayv2', 'CreateVpcLink', async (input, context) => {
  const { Name, SecurityGroupIds = [], SubnetIds = [], Tags = {} } = input;
  if (!Name) throw badRequest('Name must be specified');
  if (SubnetIds.length === 0) throw badRequest('At least one subnet must be specified');
  assertTags(Tags);
  const { clock, ids, store } = context;
  const VpcLinkId = ids.pick(LOWER_ALPHANUMERIC, 6);
  const link: VpcLinkRecord = {
    Name,
    SecurityGroupIds,
    SubnetIds,
    Tags,
    VpcLinkId,
    createdAtEpochMs: clock.now(),
  };
  await store.put(vpcLinks, [VpcLinkId], link);
  return toVpcLink(link);
});
