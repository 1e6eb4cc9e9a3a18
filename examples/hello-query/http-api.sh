#!/bin/sh
# Practice task 1 behind an HTTP API of one command (quick create).
set -e
zip -q function.zip index.js
FUNCTION=$(aws lambda create-function --function-name hello-query --runtime nodejs24.x \
  --role arn:aws:iam::123456789012:role/lambda-execution-role --handler index.handler \
  --zip-file fileb://function.zip --query FunctionArn --output text)
aws apigatewayv2 create-api --name hello --protocol-type HTTP --target "$FUNCTION" \
  --query ApiEndpoint --output text
