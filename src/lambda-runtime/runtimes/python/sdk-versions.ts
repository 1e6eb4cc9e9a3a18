/** The AWS SDK for Python and all it stands on, pinned: the newest that each release of Python can run. */
export function sdkPackages(release: string): readonly string[] {
  return PACKAGES[release] ?? NEWEST;
}

const COMMON = ['python-dateutil==2.9.0.post0', 'six==1.17.0'];
const NEWEST = [
  'boto3==1.44.8',
  'botocore==1.44.8',
  'jmespath==1.1.0',
  's3transfer==0.19.3',
  'urllib3==2.8.0',
  ...COMMON,
];
const PACKAGES: Record<string, readonly string[]> = {
  '3.8': [
    'boto3==1.37.38',
    'botocore==1.37.38',
    'jmespath==1.0.1',
    's3transfer==0.11.5',
    'urllib3==1.26.20',
    ...COMMON,
  ],
  '3.9': [
    'boto3==1.42.97',
    'botocore==1.42.97',
    'jmespath==1.1.0',
    's3transfer==0.16.1',
    'urllib3==1.26.20',
    ...COMMON,
  ],
};
