/**
 * A secret that a connection must or may be given. The plugin never sees its value (law 13). See {@link secret}.
 */
export interface SecretDeclaration {
  /** What it is and which rights it needs, for the person who makes it. */
  readonly description: string
  /** Whether a connection works without it. */
  readonly optional: boolean
}

/**
 * Declares a secret: what it is and which rights it needs.
 *
 * @example
 * ```ts
 * const secrets = { apiKey: secret('API key with read scope') }
 * ```
 */
export function secret(
  description: string,
  options: { readonly optional?: boolean } = {},
): SecretDeclaration {
  return { description, optional: options.optional ?? false }
}
