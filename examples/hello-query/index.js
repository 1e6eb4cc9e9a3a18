// Practice task 1: returns JSON, reads query parameters, logs the event.
exports.handler = async (event) => {
  console.log('Event:', JSON.stringify(event));
  const { name = 'world' } = event.queryStringParameters ?? {};
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: `Hello, ${name}!` }),
  };
};
