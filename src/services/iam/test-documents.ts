/** Policy documents that IAM's tests share. */

/** With spaces, a line break and characters that percent-encoding treats apart: it must come back as it went in. */
export const LAMBDA_TRUST = `{ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] }`;

export const ALLOW_LOGS =
  '{"Version":"2012-10-17","Statement":[{"Sid":"Logs","Effect":"Allow","Action":"logs:*","Resource":"arn:aws:logs:*:*:log-group:/aws/(it\'s!)*"}]}';

export const ALLOW_ALL =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
