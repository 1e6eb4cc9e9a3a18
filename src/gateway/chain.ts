import type { Exchange, Handler } from './exchange.ts';
import { acceptForm } from './handlers/accept-form.ts';
import { authorize } from './handlers/authorize.ts';
import { checkConstraints } from './handlers/check-constraints.ts';
import { identifyCaller } from './handlers/identify-caller.ts';
import { identifyOperation } from './handlers/identify-operation.ts';
import { readBody } from './handlers/read-body.ts';
import { readInput } from './handlers/read-input.ts';
import { refuseExpired } from './handlers/refuse-expired.ts';
import { refuseMissing } from './handlers/refuse-missing.ts';
import { renderError } from './handlers/render-error.ts';
import { runOperation } from './handlers/run-operation.ts';
import { verifySignature } from './handlers/verify-signature.ts';
import { writeResponse } from './handlers/write-response.ts';

/** The life of an AWS API request: every handler in order, each a file (design section 3). */
export const chain: readonly Handler[] = [
  acceptForm,
  identifyOperation,
  identifyCaller,
  refuseExpired,
  refuseMissing,
  readBody,
  verifySignature,
  readInput,
  checkConstraints,
  authorize,
  runOperation,
  writeResponse,
];

/** Runs the chain; what a handler throws becomes the response in the protocol of the request. */
export async function runChain(exchange: Exchange): Promise<void> {
  try {
    for (const handle of chain) {
      const pending = handle(exchange);
      if (pending) await pending;
      if (exchange.response) return;
    }
  } catch (error) {
    renderError(exchange, error);
  }
}
