#!/bin/sh
# The handbook's section 4 as a REST API: GET /users, POST /users, GET /users/{id}, stage prod.
set -e
aws dynamodb describe-table --table-name Users > /dev/null 2>&1 ||
  aws dynamodb create-table --table-name Users --billing-mode PAY_PER_REQUEST \
    --attribute-definitions AttributeName=id,AttributeType=S \
    --key-schema AttributeName=id,KeyType=HASH > /dev/null
zip -q function.zip index.js db.js
FUNCTION=$(aws lambda create-function --function-name users-rest --runtime nodejs24.x \
  --role arn:aws:iam::123456789012:role/lambda-execution-role --handler index.handler \
  --zip-file fileb://function.zip --query FunctionArn --output text)
URI=arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/$FUNCTION/invocations

API=$(aws apigateway create-rest-api --name users --query id --output text)
ROOT=$(aws apigateway get-resources --rest-api-id "$API" --query 'items[0].id' --output text)
USERS=$(aws apigateway create-resource --rest-api-id "$API" --parent-id "$ROOT" --path-part users \
  --query id --output text)
USER=$(aws apigateway create-resource --rest-api-id "$API" --parent-id "$USERS" --path-part '{id}' \
  --query id --output text)

method() {
  aws apigateway put-method --rest-api-id "$API" --resource-id "$1" --http-method "$2" \
    --authorization-type NONE > /dev/null
  aws apigateway put-integration --rest-api-id "$API" --resource-id "$1" --http-method "$2" \
    --type AWS_PROXY --integration-http-method POST --uri "$URI" > /dev/null
}
method "$USERS" GET
method "$USERS" POST
method "$USER" GET

# CORS of a REST API: an OPTIONS method that answers by itself; the function sends the other headers.
AT="--rest-api-id $API --resource-id $USERS --http-method OPTIONS"
ALLOW=method.response.header.Access-Control-Allow
aws apigateway put-method $AT --authorization-type NONE > /dev/null
aws apigateway put-integration $AT --type MOCK \
  --request-templates '{"application/json":"{\"statusCode\": 200}"}' > /dev/null
aws apigateway put-method-response $AT --status-code 200 --response-parameters \
  "{\"$ALLOW-Origin\":true,\"$ALLOW-Methods\":true,\"$ALLOW-Headers\":true}" > /dev/null
aws apigateway put-integration-response $AT --status-code 200 --response-parameters \
  "{\"$ALLOW-Origin\":\"'*'\",\"$ALLOW-Methods\":\"'GET,POST'\",\"$ALLOW-Headers\":\"'Content-Type,Authorization'\"}" \
  > /dev/null

aws apigateway create-deployment --rest-api-id "$API" --stage-name prod > /dev/null
aws lambda add-permission --function-name users-rest --statement-id api --action lambda:InvokeFunction \
  --principal apigateway.amazonaws.com > /dev/null

echo "$AWS_ENDPOINT_URL/_aws/execute-api/$API/prod"
