import type { LambdaRuntime } from '../../lambda-runtime/interface.ts';
import type { ServiceHost } from '../context.ts';
import type { FunctionAnswer, FunctionCall, FunctionInvoker } from '../function-invoker.ts';
import type { Catalog, Invocable } from './catalog.ts';
import { assertEvent, assertTextSize } from './event-payload.ts';
import { run, toInvokeError } from './invocation.ts';
import { SYNC_PAYLOAD_MAX_BYTES } from './limits.ts';

interface Parts {
  host: ServiceHost;
  runtime: Pick<LambdaRuntime, 'invoke'>;
  catalog: Catalog;
}

/** A warm function known to the catalog costs one promise from here to the answer. */
export function createFunctionInvoker({ host, runtime, catalog }: Parts): FunctionInvoker {
  const { ids } = host;
  const start = (invocable: Invocable, call: FunctionCall): Promise<FunctionAnswer> => {
    return run({ runtime, ids }, invocable, {
      requestId: call.requestId ?? ids.uuid(),
      payload: checked(call),
      traceId: call.traceId,
      tenantId: call.tenantId,
    });
  };
  const find = async (call: FunctionCall): Promise<FunctionAnswer> =>
    start(await catalog.find(host.context(call), call.functionName, call.qualifier), call);

  return {
    isKnown: (target) => catalog.known(target, target.functionName, target.qualifier) !== undefined,
    run(call) {
      const known = catalog.known(call, call.functionName, call.qualifier);
      const running = known ? startNow(() => start(known, call)) : find(call);
      return running.catch(rethrow);
    },
  };
}

/** @throws AwsError RequestTooLargeException, InvalidRequestContentException */
function checked({ payload, isUnchecked }: FunctionCall): string | Uint8Array {
  if (isUnchecked && typeof payload !== 'string')
    return assertEvent(payload, 'RequestResponse', SYNC_PAYLOAD_MAX_BYTES);
  assertTextSize(payload, 'RequestResponse', SYNC_PAYLOAD_MAX_BYTES);
  return payload;
}

function startNow(start: () => Promise<FunctionAnswer>): Promise<FunctionAnswer> {
  try {
    return start();
  } catch (error) {
    return Promise.reject(error);
  }
}

function rethrow(error: unknown): never {
  throw toInvokeError(error) ?? error;
}
