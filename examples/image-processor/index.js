const { S3Client, GetObjectCommand, PutObjectCommand } = require('@aws-sdk/client-s3');
const sharp = require('sharp');

const s3Client = new S3Client({ region: process.env.AWS_REGION });

exports.handler = async (event) => {
  // Triggered by S3 upload
  const record = event.Records[0];
  const bucket = record.s3.bucket.name;
  const key = record.s3.object.key;

  console.log(`Processing image: ${bucket}/${key}`);

  try {
    // Download image from S3
    const getCommand = new GetObjectCommand({ Bucket: bucket, Key: key });
    const { Body } = await s3Client.send(getCommand);
    const imageBuffer = await streamToBuffer(Body);

    // Resize image
    const resized = await sharp(imageBuffer)
      .resize(300, 300, { fit: 'cover' })
      .jpeg({ quality: 80 })
      .toBuffer();

    // Upload thumbnail
    const thumbnailKey = key.replace('uploads/', 'thumbnails/');
    const putCommand = new PutObjectCommand({
      Bucket: bucket,
      Key: thumbnailKey,
      Body: resized,
      ContentType: 'image/jpeg'
    });
    await s3Client.send(putCommand);

    console.log(`Thumbnail created: ${thumbnailKey}`);

    return { statusCode: 200, body: 'Image processed' };
  } catch (error) {
    console.error('Error:', error);
    throw error;
  }
};

async function streamToBuffer(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
