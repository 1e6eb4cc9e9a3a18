import { invalidArgument } from './errors.ts';

/** Where a listing goes on, as an opaque text. */
export function encodeToken(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/** @throws AwsError InvalidArgument */
export function decodeToken(token: string): string {
  const bytes = Buffer.from(token, 'base64url');
  if (token !== '' && bytes.toString('base64url') === token) return bytes.toString();
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token');
}
