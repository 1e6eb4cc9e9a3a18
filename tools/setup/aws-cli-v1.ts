import { pythonVenv } from './python-venv.ts';

/** AWS CLI version 1: the pinned release from PyPI. */
export const awsCliV1 = pythonVenv('aws CLI v1', 'aws', 'awscli==1.45.11');
