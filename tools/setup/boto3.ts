import { pythonVenv } from './python-venv.ts';

/** A Python (`find().path`) that imports boto3 and Powertools, for tests with the clients people use. */
export const boto3 = pythonVenv(
  'boto3',
  'python3',
  'boto3==1.44.8',
  'aws-lambda-powertools==3.37.0',
);
