/** A running server, and a token that may write. */
export interface DemoServer {
  readonly address: string
  readonly token: string
}

/**
 * Asks the server over its REST API, as a script of a PMO would.
 *
 * @throws Error where the server refuses; `what` says in it what was asked for
 */
export async function overApi(
  { address, token }: DemoServer,
  what: string,
  path: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const response = await fetch(`${address}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`The demo's ${what} was refused: ${await response.text()}`)
  return await response.json()
}
