/**
 * Sends one request as it is, without following redirects. Throws only when there is no reply (refused,
 * reset, timed out); a reply of any status is a result.
 */
export type Transport = (request: Request) => Promise<Response>
