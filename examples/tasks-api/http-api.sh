#!/bin/sh
# Practice task 2 as an HTTP API.
set -e
aws dynamodb describe-table --table-name Tasks > /dev/null 2>&1 ||
  aws dynamodb create-table --table-name Tasks --billing-mode PAY_PER_REQUEST \
    --attribute-definitions AttributeName=id,AttributeType=S \
    --key-schema AttributeName=id,KeyType=HASH > /dev/null
zip -q function.zip index.js
FUNCTION=$(aws lambda create-function --function-name tasks-http --runtime nodejs24.x \
  --role arn:aws:iam::123456789012:role/lambda-execution-role --handler index.handler \
  --zip-file fileb://function.zip --query FunctionArn --output text)
API=$(aws apigatewayv2 create-api --name tasks --protocol-type HTTP --query ApiId --output text)
INTEGRATION=$(aws apigatewayv2 create-integration --api-id "$API" --integration-type AWS_PROXY \
  --integration-uri "$FUNCTION" --payload-format-version 2.0 --query IntegrationId --output text)
for ROUTE in 'GET /tasks' 'POST /tasks' 'GET /tasks/{id}' 'PUT /tasks/{id}' 'DELETE /tasks/{id}'; do
  aws apigatewayv2 create-route --api-id "$API" --route-key "$ROUTE" \
    --target "integrations/$INTEGRATION" > /dev/null
done
aws apigatewayv2 create-stage --api-id "$API" --stage-name '$default' --auto-deploy > /dev/null
aws lambda add-permission --function-name tasks-http --statement-id api --action lambda:InvokeFunction \
  --principal apigateway.amazonaws.com > /dev/null

aws apigatewayv2 get-api --api-id "$API" --query ApiEndpoint --output text
