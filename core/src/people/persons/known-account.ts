/** An account by its public key. */
export interface AccountKey {
  readonly connection: string
  readonly ref: string
}

/** What is known of an account that says who stands behind it. */
export interface KnownAccount extends AccountKey {
  readonly login?: string
  readonly displayName?: string
  readonly email?: string
  readonly type: 'human' | 'app' | 'unknown'
  /** False: left or suspended. */
  readonly active?: boolean
}

/** An account's key as one text, which sorts and compares. */
export function accountText({ connection, ref }: AccountKey): string {
  return JSON.stringify([connection, ref])
}

/** The key that {@link accountText} wrote. */
export function accountKey(text: string): AccountKey {
  const [connection, ref] = JSON.parse(text) as [string, string] // our own writing
  return { connection, ref }
}
