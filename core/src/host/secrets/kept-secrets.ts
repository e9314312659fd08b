import { PmoError } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { Cipher } from './cipher.ts'
import { createSecretStore, type SecretStore } from './secret-store.ts'

/** The secrets of connections and notifiers that were given by value: kept sealed for as long as their owner is defined. */
export class KeptSecrets {
  readonly #store: SecretStore
  readonly #canKeep: boolean

  /** @param cipher absent when PMO_SECRET_KEY is not set: nothing can be kept then, and nothing read */
  constructor(database: Database, cipher: Cipher | undefined) {
    this.#store = createSecretStore(database, cipher)
    this.#canKeep = cipher !== undefined
  }

  /** To be asked before an owner is written, so that none is left without its secrets. @throws PmoError `secret-key-missing` */
  assertCanKeep(values: Readonly<Record<string, string>>): void {
    if (Object.keys(values).length === 0 || this.#canKeep) return
    throw new PmoError(
      'secret-key-missing',
      'Secrets can be kept only when PMO_SECRET_KEY is set; set it to 32 random bytes, or refer to the secrets by "env:NAME" or "file:PATH".',
    )
  }

  /** Keeps values by the names of their secrets, over those that are kept by the same names. */
  async keep(owner: string, values: Readonly<Record<string, string>>, by: string): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      await this.#store.put({ connection: owner, name, value, by })
    }
  }

  /** The names of what is kept for an owner. */
  async names(owner: string): Promise<readonly string[]> {
    return (await this.#store.list(owner)).map(({ name }) => name)
  }

  /** Forgets all that is kept for an owner. */
  async forget(owner: string): Promise<void> {
    for (const name of await this.names(owner)) await this.#store.remove(owner, name)
  }
}

/** A definition with the secrets that are kept for it, so that they do not count as missing. */
export function withKept<Input extends { readonly secrets?: Readonly<Record<string, string>> | undefined }>(
  input: Input,
  names: readonly string[],
): Input {
  const kept = Object.fromEntries(names.map((name) => [name, 'stored']))
  return { ...input, secrets: { ...kept, ...input.secrets } }
}
