import type { Status, StatusCategory } from '@headless-pmo/sdk'
import { referenceName } from '../../records/index.ts'

/** What the status words of a connection mean. */
export class StatusMeaning {
  readonly #named = new Map<string, StatusCategory | undefined>()

  /** A status that the tracker states; one that holds in a container alone counts there. */
  add({ name, category, scope }: Pick<Status, 'name' | 'category' | 'scope'>): void {
    if (category === undefined) return
    if (scope !== undefined) this.#named.set(`${referenceName(scope)}\n${name}`, category)
    const before = this.#named.get(name)
    // The same word with two meanings in two containers means nothing outside them.
    if (!this.#named.has(name)) this.#named.set(name, category)
    else if (before !== category) this.#named.set(name, undefined)
  }

  /**
   * The category that a word stands for; undefined: nobody says.
   * @param container name of the reference to the item's container
   */
  of(word: unknown, container: string | undefined): StatusCategory | undefined {
    if (typeof word !== 'string') return undefined
    return this.#named.get(`${container ?? ''}\n${word}`) ?? this.#named.get(word)
  }
}
