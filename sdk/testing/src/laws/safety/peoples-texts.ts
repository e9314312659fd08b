import type { PortfolioRecord } from '@headless-pmo/sdk'
import type { StoredItem } from '../../trial/index.ts'

/** Fields of records that hold what people wrote. */
const WRITTEN = ['title', 'description', 'name', 'summary', 'text'] as const

/** Shorter texts turn up by chance, in a field that is no text. */
const LEAST_LENGTH = 5

/** Texts of records that people wrote. */
export function textsOfRecord(record: PortfolioRecord): readonly string[] {
  return WRITTEN.flatMap((field) => {
    const value: unknown = Reflect.get(record, field)
    return typeof value === 'string' && value.length >= LEAST_LENGTH ? [value] : []
  })
}

/** All texts of these items that people wrote, each once. */
export function peoplesTexts(items: Iterable<StoredItem>): readonly string[] {
  const texts = new Set<string>()
  for (const { records } of items)
    for (const record of records) for (const text of textsOfRecord(record)) texts.add(text)
  return [...texts]
}
