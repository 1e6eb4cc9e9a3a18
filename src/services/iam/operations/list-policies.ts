import { operation } from '../../define-service.ts';
import { awsManagedPolicies } from '../aws-managed/policies.ts';
import { isBelow, pageOf } from '../page.ts';
import { policies, policyUses } from '../store.ts';
import { toListedPolicy } from '../wire.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies = operation('iam', 'ListPolicies', async (input, context) => {
  const { Scope: scope = 'All', PolicyUsageFilter: usage } = input;
  const uses = countByPolicy(await context.store.scan(policyUses));
  const customers =
    scope === 'AWS' ? [] : (await context.store.scan(policies)).map((each) => each.value);
  const aws = scope === 'Local' ? [] : [...awsManagedPolicies.values()];
  const isUsed = (arn: string): boolean => {
    const { attachments = 0, boundaries = 0 } = uses.get(arn) ?? {};
    if (usage === 'PermissionsBoundary') return boundaries > 0;
    return attachments > 0 || (usage === undefined && boundaries > 0);
  };
  const listed = [...customers, ...aws]
    .filter(isBelow(input.PathPrefix))
    .filter(({ arn }) => !(input.OnlyAttached === true || usage) || isUsed(arn));
  // A customer's policy may have the name of one of AWS's; the ARN keeps them apart.
  const { items, members } = pageOf(
    listed,
    ({ name, arn }) => `${name.toLowerCase()} ${arn}`,
    input,
  );
  const none = { attachments: 0, boundaries: 0 };
  return {
    Policies: items.map((each) => toListedPolicy(each, uses.get(each.arn) ?? none)),
    ...members,
  };
});

type Uses = Map<string, { attachments: number; boundaries: number }>;

function countByPolicy(rows: readonly { key: unknown[] }[]): Uses {
  const uses: Uses = new Map();
  for (const { key } of rows) {
    const arn = String(key[0]);
    const count = uses.get(arn) ?? { attachments: 0, boundaries: 0 };
    if (key[1] === 'PermissionsBoundary') count.boundaries++;
    else count.attachments++;
    uses.set(arn, count);
  }
  return uses;
}
