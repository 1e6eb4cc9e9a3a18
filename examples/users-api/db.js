// The handbook keeps its users in DynamoDB; here they live as long as the function's instance does.
const users = new Map();

async function getAllUsers() {
  return [...users.values()];
}

async function getUserById(id) {
  return users.get(id);
}

async function createUser(user) {
  const item = { id: String(users.size + 1), ...user, createdAt: new Date().toISOString() };
  users.set(item.id, item);
  return item;
}

async function updateUser(id, data) {
  const item = { id, ...data, updatedAt: new Date().toISOString() };
  users.set(id, item);
  return item;
}

async function deleteUser(id) {
  users.delete(id);
}

module.exports = { getAllUsers, getUserById, createUser, updateUser, deleteUser };
