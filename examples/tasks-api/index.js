// Practice task 2: CRUD of tasks, behind a REST API or an HTTP API (payload 1.0 or 2.0).
// Tasks live as long as the function's instance does.
const tasks = new Map();
let lastId = 0;

exports.handler = async (event) => {
  const method = event.httpMethod ?? event.requestContext.http.method;
  const id = event.pathParameters?.id;
  try {
    return id === undefined ? collection(method, event) : single(method, id, event);
  } catch (error) {
    return response(400, { error: error.message });
  }
};

function collection(method, event) {
  if (method === 'GET') return response(200, [...tasks.values()]);
  if (method !== 'POST') return response(405, { error: 'Method not allowed' });
  lastId += 1;
  const task = { id: String(lastId), done: false, ...JSON.parse(event.body) };
  tasks.set(task.id, task);
  return response(201, task);
}

function single(method, id, event) {
  const task = tasks.get(id);
  if (!task) return response(404, { error: 'Task not found' });
  switch (method) {
    case 'GET':
      return response(200, task);
    case 'PUT': {
      const updated = { ...task, ...JSON.parse(event.body), id };
      tasks.set(id, updated);
      return response(200, updated);
    }
    case 'DELETE':
      tasks.delete(id);
      return response(200, { message: 'Task deleted' });
    default:
      return response(405, { error: 'Method not allowed' });
  }
}

function response(statusCode, body) {
  return {
    statusCode,
    headers: {
      'Content-Type': 'application/json',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET,POST,PUT,DELETE',
      'Access-Control-Allow-Headers': 'Content-Type,Authorization',
    },
    body: JSON.stringify(body),
  };
}
