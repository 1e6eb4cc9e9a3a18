import type { Ids } from '../../platform/ids.ts';
import type { Delivery } from '../link.ts';
import { Extension, type ExtensionEventType, type ShutdownReason } from './extension.ts';
import { transitionRefusal } from './states.ts';

/** External and internal ones together: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html */
export const MOST_EXTENSIONS = 10;

/** Why a registration was refused: `errorType` and text of the 403. */
export class RegistrationRefused extends Error {
  override readonly name = 'RegistrationRefused';
  readonly errorType: string;
  constructor(errorType: string, message: string) {
    super(message);
    this.errorType = errorType;
  }
}

/** The extensions of one boot of one execution environment. Most have none, so this stays cheap. */
export class ExtensionRegistry {
  readonly #extensions: Extension[] = [];
  readonly #ids: Ids;
  #isClosed = false;
  /** `Extension.InitError` or `Extension.ExitError`, as reported first; it names the failure that follows. */
  firstError: string | undefined;
  /** Told of every registration of an external extension. */
  onRegistered: () => void = () => {};

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  get all(): readonly Extension[] {
    return this.#extensions;
  }

  get size(): number {
    return this.#extensions.length;
  }

  get external(): readonly Extension[] {
    return this.#extensions.filter((each) => !each.isInternal);
  }

  byId(id: string): Extension | undefined {
    return this.#extensions.find((each) => each.id === id);
  }

  /** An executable of `/opt/extensions`, before it is launched. */
  addExternal(name: string): Extension {
    return this.#add(name, false);
  }

  /**
   * A call of `register`: of an external extension that was launched, or else of an internal one.
   * @throws RegistrationRefused
   */
  register(name: string, events: readonly string[]): Extension {
    const known = this.#extensions.find((each) => each.name === name);
    const external = known?.isInternal === false ? known : undefined;
    const wanted = events.map((event) => checkEvent(event, external === undefined));
    const extension = external ?? this.#addInternal(name, known);
    if (!extension.become('Registered')) {
      throw new RegistrationRefused(
        'Extension.InvalidExtensionState',
        transitionRefusal(extension.state, 'Registered', name),
      );
    }
    extension.events = wanted;
    if (external) this.onRegistered();
    return extension;
  }

  /** The runtime has asked for its first event: nobody may register any more. */
  close(): void {
    this.#isClosed = true;
  }

  /** Whether every extension blocks in Next. */
  areReady(): boolean {
    return this.#extensions.every((each) => each.state === 'Ready');
  }

  /** Hands an invocation to those who asked for it. @param nowEpochMs the wall clock of the function */
  invoke(delivery: Delivery, nowEpochMs: number): void {
    for (const extension of this.#subscribed('INVOKE')) {
      extension.send({
        eventType: 'INVOKE',
        deadlineMs: Math.floor(nowEpochMs + delivery.remainingMs),
        requestId: delivery.requestId,
        invokedFunctionArn: delivery.invokedArn,
        tracing: { type: 'X-Amzn-Trace-Id', value: delivery.traceId },
      });
    }
  }

  /** Tells those who asked for it that the end is near. */
  shutdown(shutdownReason: ShutdownReason, deadlineEpochMs: number): void {
    for (const extension of this.#subscribed('SHUTDOWN')) {
      extension.send({
        eventType: 'SHUTDOWN',
        shutdownReason,
        deadlineMs: Math.floor(deadlineEpochMs),
      });
    }
  }

  #subscribed(event: ExtensionEventType): Extension[] {
    return this.#extensions.filter((each) => each.events.includes(event));
  }

  #addInternal(name: string, known: Extension | undefined): Extension {
    if (this.#isClosed) {
      throw new RegistrationRefused(
        'Extension.RegistrationClosed',
        'Extension registration closed already',
      );
    }
    if (known) {
      throw new RegistrationRefused(
        'Extension.InvalidExtensionState',
        'Extension with this name already registered',
      );
    }
    if (this.size >= MOST_EXTENSIONS) {
      throw new RegistrationRefused(
        'Extension.TooManyExtensions',
        `Extension limit (${MOST_EXTENSIONS}) reached`,
      );
    }
    return this.#add(name, true);
  }

  #add(name: string, isInternal: boolean): Extension {
    const extension = new Extension(this.#ids.uuid(), name, isInternal);
    this.#extensions.push(extension);
    return extension;
  }
}

/** Internal extensions end with the runtime, so they cannot hear of SHUTDOWN. */
function checkEvent(event: string, isInternal: boolean): ExtensionEventType {
  if (event === 'INVOKE' || (event === 'SHUTDOWN' && !isInternal)) return event;
  const why =
    event === 'SHUTDOWN' ? 'ErrEventNotSupportedForInternalAgent' : 'ErrorInvalidEventType';
  throw new RegistrationRefused('Extension.InvalidEventType', `${event}: ${why}`);
}
