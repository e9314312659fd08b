import { z } from 'zod'

/** Where the value of a secret is found. Configuration names the place, never the value (law 13). */
export type SecretReference =
  | { readonly from: 'environment'; readonly name: string }
  | { readonly from: 'file'; readonly path: string }

const PATTERN = /^(?:env:([A-Za-z_][A-Za-z0-9_]*)|file:(.+))$/

/** Reads `env:NAME` or `file:PATH`; anything else is undefined. */
export function parseSecretReference(text: string): SecretReference | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const [, name, path] = match
  return name === undefined ? { from: 'file', path: path ?? '' } : { from: 'environment', name }
}

/** A secret in the configuration. The message never repeats what was written: it may be the secret itself. */
export const secretReference = z
  .string({
    error:
      'is not a reference to a secret; write "env:NAME" (an environment variable) or "file:PATH" (a file that holds it)',
  })
  .regex(PATTERN, {
    error:
      'looks like the secret itself; write "env:NAME" (an environment variable) or "file:PATH" (a file that holds it)',
  })
