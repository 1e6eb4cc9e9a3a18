/**
 * AWS's own libraries that the Java runtime stands on, as on AWS: the interfaces that handlers
 * implement, and the JSON mapping (Jackson in packages of its own, so that a function may bring any).
 */
export interface JavaLibrary {
  group: string;
  artifact: string;
  version: string;
  /** Of the jar, hexadecimal. */
  sha256: string;
}

export const JAVA_LIBRARIES: readonly JavaLibrary[] = [
  {
    group: 'com.amazonaws',
    artifact: 'aws-lambda-java-core',
    version: '1.4.0',
    sha256: '575c24393cc1ad645e83e618956eabd89ffe8cc09efae2cb62bc6589154d68ed',
  },
  {
    group: 'com.amazonaws',
    artifact: 'aws-lambda-java-serialization',
    version: '1.4.1',
    sha256: '0ab04580117a1a326c7abea912331c77bec1292ce0c22285eb2d40563145dd9b',
  },
];

/** `aws-lambda-java-core-1.4.0.jar` */
export function jarName({ artifact, version }: JavaLibrary): string {
  return `${artifact}-${version}.jar`;
}
