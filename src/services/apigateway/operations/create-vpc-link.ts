import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { type VpcLinkRecord, vpcLinks } from '../store.ts';
import { assertTags } from '../tags.ts';
import { assertVpcLink } from '../vpc-link.ts';

/** Kept, but there is no VPC to lead to: methods behind it answer 500. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateVpcLink.html */
export const createVpcLink = operation('apigateway', 'CreateVpcLink', async (input, context) => {
  assertVpcLink(input);
  assertTags(input.tags);
  const link: VpcLinkRecord = {
    ...input,
    id: context.ids.pick(LOWER_ALPHANUMERIC, 6),
    // AWS takes minutes to get there.
    status: 'AVAILABLE',
  };
  await context.store.put(vpcLinks, [link.id], link);
  return link;
});
