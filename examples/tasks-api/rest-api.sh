#!/bin/sh
# Practice task 2 as a REST API, imported from its OpenAPI document.
set -e
aws dynamodb describe-table --table-name Tasks > /dev/null 2>&1 ||
  aws dynamodb create-table --table-name Tasks --billing-mode PAY_PER_REQUEST \
    --attribute-definitions AttributeName=id,AttributeType=S \
    --key-schema AttributeName=id,KeyType=HASH > /dev/null
zip -q function.zip index.js
FUNCTION=$(aws lambda create-function --function-name tasks-rest --runtime nodejs24.x \
  --role arn:aws:iam::123456789012:role/lambda-execution-role --handler index.handler \
  --zip-file fileb://function.zip --query FunctionArn --output text)
URI=arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/$FUNCTION/invocations
sed "s|FUNCTION_URI|$URI|g" openapi.yaml > api.yaml
API=$(aws apigateway import-rest-api --body fileb://api.yaml --query id --output text)
aws apigateway create-deployment --rest-api-id "$API" --stage-name prod > /dev/null
aws lambda add-permission --function-name tasks-rest --statement-id api --action lambda:InvokeFunction \
  --principal apigateway.amazonaws.com > /dev/null

echo "$AWS_ENDPOINT_URL/_aws/execute-api/$API/prod"
