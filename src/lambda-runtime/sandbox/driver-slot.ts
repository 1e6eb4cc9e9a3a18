import type { Logger } from '../../platform/logger.ts';
import type { SandboxDriver } from './driver.ts';
import type { NamespacesOptions } from './namespaces/driver.ts';
import { selectDriver, type SandboxKind } from './select.ts';

/** The driver of one runtime, made when the first function needs it. */
export interface DriverSlot {
  /** @throws BrumeError ERR_SANDBOX when what was asked for does not work here */
  get(): Promise<SandboxDriver>;
  /** As `SandboxDriver.forget`. */
  forget(tmpDir: string): void;
  close(): Promise<void>;
}

export function createDriverSlot(
  kind: SandboxKind,
  options: NamespacesOptions & { log: Logger },
): DriverSlot {
  let opening: Promise<SandboxDriver> | undefined;
  let driver: SandboxDriver | undefined;
  const open = async (): Promise<SandboxDriver> => {
    const selected = await selectDriver(kind, options);
    options.log.debug('Functions are sandboxed', {
      driver: selected.driver.name,
      ...(selected.whyNot !== undefined && { whyNot: selected.whyNot }),
    });
    return (driver = selected.driver);
  };
  return {
    get() {
      opening ??= open();
      opening.catch(() => (opening = undefined)); // the next function tries again
      return opening;
    },
    forget: (tmpDir) => driver?.forget(tmpDir),
    async close() {
      await opening?.catch(() => {});
      await driver?.close();
    },
  };
}
