#!/bin/sh
# Practice task 1 behind a REST API: one method on its root.
set -e
zip -q function.zip index.js
FUNCTION=$(aws lambda create-function --function-name hello-query-rest --runtime nodejs24.x \
  --role arn:aws:iam::123456789012:role/lambda-execution-role --handler index.handler \
  --zip-file fileb://function.zip --query FunctionArn --output text)
API=$(aws apigateway create-rest-api --name hello --query id --output text)
ROOT=$(aws apigateway get-resources --rest-api-id "$API" --query 'items[0].id' --output text)
aws apigateway put-method --rest-api-id "$API" --resource-id "$ROOT" --http-method GET \
  --authorization-type NONE > /dev/null
aws apigateway put-integration --rest-api-id "$API" --resource-id "$ROOT" --http-method GET \
  --type AWS_PROXY --integration-http-method POST \
  --uri "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/$FUNCTION/invocations" > /dev/null
aws apigateway create-deployment --rest-api-id "$API" --stage-name prod > /dev/null
aws lambda add-permission --function-name hello-query-rest --statement-id api \
  --action lambda:InvokeFunction --principal apigateway.amazonaws.com > /dev/null

echo "$AWS_ENDPOINT_URL/_aws/execute-api/$API/prod"
