import type { Operation } from '../define-service.ts';
import { deleteConnection } from './operations/delete-connection.ts';
import { getConnection } from './operations/get-connection.ts';
import { postToConnection } from './operations/post-to-connection.ts';

/** Every operation that is built; loaded by the first request to this service. */
export const operations: readonly Operation[] = [deleteConnection, getConnection, postToConnection];
