/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */

const FORM = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const RESERVED = /^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Whether a general purpose bucket may have this name. */
export function isBucketName(name: string): boolean {
  return (
    FORM.test(name) && !/\.\.|\.-|-\./.test(name) && !ADDRESS.test(name) && !RESERVED.test(name)
  );
}
