import { breather } from '@headless-pmo/engine'
import { computeTask, type ComputePool } from '../../compute/index.ts'
import { findPersons, type FindPersonsInput, type FoundPersons } from './find-persons.ts'
import type { KnownAccount } from './known-account.ts'

/** Accounts up to which finding persons takes no longer than the main loop may be held. */
const FEW = 1000
const A_PAGE = 500

type Pages = readonly string[]

/** The input as texts: they are handed to a thread at once, where objects would be cloned one by one (law 11). */
interface TextInput extends Omit<FindPersonsInput, 'accounts'> {
  readonly accounts: Pages
}

type TextResult = Readonly<Record<keyof FoundPersons, Pages>>

/** What the thread does: the same, from texts to texts. */
export function findPersonsInTexts({ accounts, ...rest }: TextInput): TextResult {
  // Our own writing, below.
  const known = accounts.flatMap((page) => JSON.parse(page) as KnownAccount[])
  const { persons, suggestions, apps, unknown } = findPersons({ accounts: known, ...rest })
  return {
    persons: paged(persons),
    suggestions: paged(suggestions),
    apps: paged(apps),
    unknown: paged(unknown),
  }
}

const FIND_PERSONS = computeTask<typeof findPersonsInTexts>({
  title: 'Finding the persons behind accounts',
  from: import.meta.url,
  module: './find-persons-apart',
  name: 'findPersonsInTexts',
})

/** Finds persons without holding the main loop, however many accounts there are. @throws PmoError of the pool */
export async function findPersonsApart(pool: ComputePool, input: FindPersonsInput): Promise<FoundPersons> {
  if (input.accounts.length + input.stated.length <= FEW) return findPersons(input)
  const breathe = breather()
  const accounts: string[] = []
  for (let at = 0; at < input.accounts.length; at += A_PAGE) {
    accounts.push(JSON.stringify(input.accounts.slice(at, at + A_PAGE)))
    await breathe()
  }
  const texts = await pool.run(FIND_PERSONS, { ...input, accounts })
  const read = async <T>(pages: Pages): Promise<T[]> => {
    const all: T[] = []
    for (const page of pages) {
      // The thread's writing, above.
      all.push(...(JSON.parse(page) as T[]))
      await breathe()
    }
    return all
  }
  return {
    persons: await read(texts.persons),
    suggestions: await read(texts.suggestions),
    apps: await read(texts.apps),
    unknown: await read(texts.unknown),
  }
}

function paged(all: readonly unknown[]): Pages {
  const pages: string[] = []
  for (let at = 0; at < all.length; at += A_PAGE) pages.push(JSON.stringify(all.slice(at, at + A_PAGE)))
  return pages
}
