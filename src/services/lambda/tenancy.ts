/** Tenant isolation: https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation.html */
import type { FunctionVersion } from '../../lambda-runtime/interface.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { StoreTransaction } from '../store.ts';
import { invalidParameter } from './errors.ts';
import { functions } from './store.ts';

const TENANT_ID_TEXT = '[a-zA-Z0-9\\._:\\/=+\\-@ ]+';
const TENANT_ID = /^[a-zA-Z0-9._:/=+\-@ ]{1,256}$/;

/**
 * Every invocation of an isolated function names its tenant, and those of others name none.
 * @throws AwsError InvalidParameterValueException, ValidationException
 */
export function assertTenant(
  { isPerTenant = false }: Pick<FunctionVersion, 'isPerTenant'>,
  tenantId: string | undefined,
): void {
  if ((tenantId !== undefined) === isPerTenant) {
    // The gateway has checked Invoke's; what an API maps from its caller's request comes here unchecked.
    if (tenantId === undefined || TENANT_ID.test(tenantId)) return;
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${tenantId}' at 'tenantId' failed to satisfy constraint: Member must satisfy regular expression pattern: ${TENANT_ID_TEXT}`,
    );
  }
  // The rule is documented, the wording is not.
  throw invalidParameter(
    isPerTenant
      ? 'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.'
      : 'The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.',
  );
}

/**
 * Refuses what AWS refuses for functions whose tenants are kept apart: nobody could name a tenant there.
 * @param feature `Function URLs` @throws AwsError InvalidParameterValueException
 */
export async function assertNotPerTenant(
  reader: Pick<StoreTransaction, 'get'>,
  name: string,
  feature: string,
): Promise<void> {
  const record = await reader.get(functions, [name]);
  if (!record?.latest.settings.tenantIsolation) return;
  throw invalidParameter(`${feature} not supported for functions with tenant isolation.`); // wording chosen
}
