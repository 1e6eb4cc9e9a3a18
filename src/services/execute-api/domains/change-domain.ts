/** How operations of both API Gateways read and change custom domains. */
import type { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { serviceError } from '../../define-service.ts';
import type { StoreTransaction } from '../../store.ts';
import type { ExecuteApiState } from '../changes.ts';
import { badDomainRequest } from './domain-name.ts';
import { DOMAINS_CHANGED } from './hosts.ts';
import { type DomainRecord, domainRoutes, type DomainRoutes, domains } from './store.ts';

/** @throws BadRequestException when any account has the name */
export async function putNewDomain(context: Context, domain: DomainRecord): Promise<void> {
  const { account, region } = context;
  await transact(context, domain.name, async (tx, key) => {
    if (await tx.get(domainRoutes, key))
      throw badDomainRequest('The domain name you provided already exists.');
    tx.put(domains, key, domain);
    tx.put(domainRoutes, key, { account, region, mappings: [] });
  });
}

export interface WholeDomain {
  domain: DomainRecord;
  routes: DomainRoutes;
}

/** Changes a domain, its mappings, or both. @throws NotFoundException */
export function changeDomain<T>(
  context: Context,
  name: string | undefined,
  change: (tx: StoreTransaction, whole: WholeDomain, key: string[]) => Promise<T> | T,
): Promise<T> {
  return transact(context, (name ?? '').toLowerCase(), async (tx, key) => {
    const [domain, routes] = [await tx.get(domains, key), await tx.get(domainRoutes, key)];
    if (!domain || !routes) throw domainNotFound();
    return change(tx, { domain, routes }, key);
  });
}

/** @throws NotFoundException */
export async function getDomain(context: Context, name: string | undefined): Promise<WholeDomain> {
  const key = [(name ?? '').toLowerCase()];
  const [domain, routes] = await Promise.all([
    context.store.get(domains, key),
    context.store.get(domainRoutes, key),
  ]);
  if (!domain || !routes) throw domainNotFound();
  return { domain, routes };
}

/** The domain with its mappings. @throws NotFoundException */
export async function deleteDomain(context: Context, name: string | undefined): Promise<void> {
  await changeDomain(context, name, (tx, _whole, key) => {
    tx.delete(domains, key);
    tx.delete(domainRoutes, key);
  });
}

/** The domains with a mapping of the API, or of one stage of it. */
export async function domainsOf(
  tx: Pick<StoreTransaction, 'scan'>,
  { account, region }: Context,
  apiId: string,
  stage?: string,
): Promise<string[]> {
  const all = await tx.scan(domainRoutes);
  return all
    .filter(
      ({ value }) =>
        value.account === account &&
        value.region === region &&
        value.mappings.some(
          (each) => each.apiId === apiId && (stage === undefined || each.stage === stage),
        ),
    )
    .map(({ key }) => String(key[0]));
}

function domainNotFound(): AwsError {
  return serviceError(
    'apigatewayv2',
    'NotFoundException',
    'Invalid domain name identifier specified',
  );
}

async function transact<T>(
  context: Context,
  name: string,
  change: (tx: StoreTransaction, key: string[]) => Promise<T> | T,
): Promise<T> {
  const key = [name];
  const result = await context.store.transact(
    [
      [domains, key],
      [domainRoutes, key],
    ],
    (tx) => {
      tx.hint(DOMAINS_CHANGED);
      return change(tx, key);
    },
  );
  // The hint serves other nodes of a cluster; here the next request must see the change already.
  await context.state<ExecuteApiState>('apigatewayv2').loadDomains();
  return result;
}
