import type { AwsError } from '../../../protocol/aws-error.ts';
import { serviceError } from '../../define-service.ts';

export function backupTableNotFound(name: string): AwsError {
  return serviceError('dynamodb', 'TableNotFoundException', `Table not found: ${name}`);
}

export function backupNotFound(arn: string): AwsError {
  return serviceError('dynamodb', 'BackupNotFoundException', `Backup not found: ${arn}`);
}
