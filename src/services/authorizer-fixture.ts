import type { Engine } from '../engine/interface.ts';
import type { Clock } from '../platform/clock.ts';
import type { Authorizer } from './authorizer.ts';
import { createAuthorizer } from './iam/authorizer.ts';

/** For services that run without a gateway: nothing is refused, and nothing signed is believed. */
export function openAuthorizer(engine: Engine, clock: Clock): Authorizer {
  const authenticate = (): never => {
    throw new Error('Services without a gateway verify no signatures.');
  };
  return createAuthorizer({ mode: 'off', engine, clock, authenticate });
}
