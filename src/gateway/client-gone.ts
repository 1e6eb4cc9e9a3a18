/** Why a request is aborted. One for all: an error made for each closed connection costs its stack. */
export const CLIENT_GONE = new DOMException('The client has gone away.', 'AbortError');
