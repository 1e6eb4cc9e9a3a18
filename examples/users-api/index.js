const db = require('./db');

exports.handler = async (event) => {
  console.log('Event:', JSON.stringify(event));

  const { httpMethod, path, pathParameters, body } = event;

  try {
    switch (httpMethod) {
      case 'GET':
        if (pathParameters && pathParameters.id) {
          // GET /users/{id}
          const user = await db.getUserById(pathParameters.id);
          return response(200, user);
        } else {
          // GET /users
          const users = await db.getAllUsers();
          return response(200, users);
        }

      case 'POST':
        // POST /users
        const newUser = JSON.parse(body);
        const created = await db.createUser(newUser);
        return response(201, created);

      case 'PUT':
        // PUT /users/{id}
        const updateData = JSON.parse(body);
        const updated = await db.updateUser(pathParameters.id, updateData);
        return response(200, updated);

      case 'DELETE':
        // DELETE /users/{id}
        await db.deleteUser(pathParameters.id);
        return response(200, { message: 'User deleted' });

      default:
        return response(405, { error: 'Method not allowed' });
    }
  } catch (error) {
    console.error('Error:', error);
    return response(500, { error: error.message });
  }
};

function response(statusCode, body) {
  return {
    statusCode,
    headers: {
      'Content-Type': 'application/json',
      'Access-Control-Allow-Origin': '*'
    },
    body: JSON.stringify(body)
  };
}
