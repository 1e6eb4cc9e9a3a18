import { operation } from '../../define-service.ts';
import { accessDenied } from '../errors.ts';
import { ROOT_SESSION_MAX_SECONDS, SESSION_TOKEN_DEFAULT_SECONDS } from '../limits.ts';
import { createSession } from '../sessions.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const getSessionToken = operation('sts', 'GetSessionToken', async (input, context) => {
  const { arn, userId, account, accessKeyId = '' } = context.caller;
  if (arn.includes(':assumed-role/') || accessKeyId.startsWith('ASIA')) {
    throw accessDenied('Cannot call GetSessionToken with session credentials');
  }
  const wanted = input.DurationSeconds ?? SESSION_TOKEN_DEFAULT_SECONDS;
  const seconds = arn.endsWith(':root') ? Math.min(wanted, ROOT_SESSION_MAX_SECONDS) : wanted;
  return { Credentials: await createSession(context, { account, arn, userId }, seconds, {}) };
});
