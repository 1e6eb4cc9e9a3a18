#!/bin/sh
# Deploys the image processor of the handbook (day 26, section 5). Needs zip, npm, and: eval "$(brume env)"
set -e

# The function
zip -q function.zip index.js
aws lambda create-function --function-name image-processor --runtime nodejs20.x \
  --role arn:aws:iam::123456789012:role/lambda-role --handler index.handler \
  --zip-file fileb://function.zip --timeout 60 --memory-size 512

# Its layer, as the handbook prints it
# Create layer for sharp (native dependency)
mkdir nodejs
npm install --prefix nodejs sharp
zip -r layer.zip nodejs/

# Create layer
aws lambda publish-layer-version \
  --layer-name sharp-layer \
  --zip-file fileb://layer.zip \
  --compatible-runtimes nodejs18.x

# Attach layer to function
aws lambda update-function-configuration \
  --function-name image-processor \
  --layers arn:aws:lambda:us-east-1:123456789012:layer:sharp-layer:1

# The bucket, and what ties it to the function: every upload under uploads/ runs it
aws s3 mb s3://photos
aws lambda add-permission --function-name image-processor --statement-id s3 \
  --action lambda:InvokeFunction --principal s3.amazonaws.com --source-arn arn:aws:s3:::photos
aws s3api put-bucket-notification-configuration --bucket photos --notification-configuration '{
  "LambdaFunctionConfigurations": [{
    "LambdaFunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:image-processor",
    "Events": ["s3:ObjectCreated:*"],
    "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "uploads/"}]}}
  }]
}'
