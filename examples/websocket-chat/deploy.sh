#!/bin/sh
# A chat as a WebSocket API: $connect and $disconnect keep the table, say talks to everybody.
set -e
aws dynamodb create-table --table-name Connections --billing-mode PAY_PER_REQUEST \
  --attribute-definitions AttributeName=connectionId,AttributeType=S \
  --key-schema AttributeName=connectionId,KeyType=HASH > /dev/null
zip -q function.zip index.js
FUNCTION=$(aws lambda create-function --function-name chat --runtime nodejs24.x --timeout 20 \
  --role arn:aws:iam::123456789012:role/lambda-execution-role --handler index.handler \
  --zip-file fileb://function.zip --query FunctionArn --output text)
aws lambda wait function-active-v2 --function-name chat

API=$(aws apigatewayv2 create-api --name chat --protocol-type WEBSOCKET \
  --route-selection-expression '$request.body.action' --query ApiId --output text)
URI="arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/$FUNCTION/invocations"
INTEGRATION=$(aws apigatewayv2 create-integration --api-id "$API" --integration-type AWS_PROXY \
  --integration-uri "$URI" --query IntegrationId --output text)
for ROUTE in '$connect' '$disconnect' say; do
  aws apigatewayv2 create-route --api-id "$API" --route-key "$ROUTE" \
    --target "integrations/$INTEGRATION" > /dev/null
done
# Whoever says anything else is told what to say: a two-way route.
DEFAULT=$(aws apigatewayv2 create-route --api-id "$API" --route-key '$default' \
  --target "integrations/$INTEGRATION" --route-response-selection-expression '$default' \
  --query RouteId --output text)
aws apigatewayv2 create-route-response --api-id "$API" --route-id "$DEFAULT" \
  --route-response-key '$default' > /dev/null
aws apigatewayv2 create-stage --api-id "$API" --stage-name prod --auto-deploy > /dev/null
aws lambda add-permission --function-name chat --statement-id api --action lambda:InvokeFunction \
  --principal apigateway.amazonaws.com > /dev/null

echo "$(aws apigatewayv2 get-api --api-id "$API" --query ApiEndpoint --output text)/prod"
