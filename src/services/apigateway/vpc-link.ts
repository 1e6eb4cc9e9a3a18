import { parseArn } from '../../platform/arn.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, notFoundOf } from './errors.ts';
import { mapItem, type PatchRules, text } from './patch.ts';
import { type VpcLinkRecord, vpcLinks } from './store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateVpcLink-Patch */
export const vpcLinkPatch: PatchRules = {
  '/name': text('name'),
  '/description': text('description'),
  '/tags/{key}': mapItem('tags'),
};

/** @throws BadRequestException */
export function assertVpcLink({ name, targetArns = [] }: Omit<VpcLinkRecord, 'id'>): void {
  if (!name) throw badRequest('Vpc Link name must be non-empty');
  const [target = '', ...others] = targetArns;
  if (others.length > 0 || parseArn(target)?.service !== 'elasticloadbalancing')
    throw badRequest('A Vpc Link must have one Network Load Balancer as its target');
}

/** @throws NotFoundException */
export async function getVpcLinkRecord(
  from: Context['store'] | StoreTransaction,
  id: string | undefined,
): Promise<VpcLinkRecord> {
  const link = await from.get(vpcLinks, [id ?? '']);
  if (!link) throw notFoundOf('vpcLink');
  return link;
}
