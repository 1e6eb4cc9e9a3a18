#!/bin/sh
# The handbook's section 4 as an HTTP API: GET /users, POST /users, GET /users/{id}, stage prod.
set -e
aws dynamodb describe-table --table-name Users > /dev/null 2>&1 ||
  aws dynamodb create-table --table-name Users --billing-mode PAY_PER_REQUEST \
    --attribute-definitions AttributeName=id,AttributeType=S \
    --key-schema AttributeName=id,KeyType=HASH > /dev/null
zip -q function.zip index.js db.js
FUNCTION=$(aws lambda create-function --function-name users-http --runtime nodejs24.x \
  --role arn:aws:iam::123456789012:role/lambda-execution-role --handler index.handler \
  --zip-file fileb://function.zip --query FunctionArn --output text)

API=$(aws apigatewayv2 create-api --name users --protocol-type HTTP \
  --cors-configuration 'AllowOrigins=*,AllowMethods=GET,POST,AllowHeaders=Content-Type,Authorization' \
  --query ApiId --output text)
# The handler reads event.httpMethod, which is payload format 1.0.
INTEGRATION=$(aws apigatewayv2 create-integration --api-id "$API" --integration-type AWS_PROXY \
  --integration-uri "$FUNCTION" --payload-format-version 1.0 --query IntegrationId --output text)
for ROUTE in 'GET /users' 'POST /users' 'GET /users/{id}'; do
  aws apigatewayv2 create-route --api-id "$API" --route-key "$ROUTE" \
    --target "integrations/$INTEGRATION" > /dev/null
done
aws apigatewayv2 create-stage --api-id "$API" --stage-name prod --auto-deploy > /dev/null
aws lambda add-permission --function-name users-http --statement-id api --action lambda:InvokeFunction \
  --principal apigateway.amazonaws.com > /dev/null

echo "$(aws apigatewayv2 get-api --api-id "$API" --query ApiEndpoint --output text)/prod"
