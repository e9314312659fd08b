import type { WorkItem } from '@headless-pmo/sdk'
import { findMentions } from './find-mentions.ts'
import type { Mention } from './mention.ts'

/** Fields of an item that hold text; a change of no other can change what it names. */
export const TEXT_FIELDS: ReadonlySet<string> = new Set(['title', 'description', 'fields', 'key'])

/** A mention with the field that it stands in. */
export interface PlacedMention extends Mention {
  readonly field: string
}

/** The items that an item names anywhere in its texts: each with what is said of it first. Pure. */
export function mentionsOf(item: WorkItem): readonly PlacedMention[] {
  const found = new Map<string, PlacedMention>()
  for (const [field, text] of textsOf(item)) {
    for (const mention of findMentions(text, item.key)) {
      const key = JSON.stringify([mention.name, mention.address])
      const known = found.get(key)
      if (known === undefined || (known.relation === 'relates' && mention.relation !== 'relates'))
        found.set(key, { ...mention, field })
    }
  }
  return [...found.values()]
}

function textsOf({ title, description, fields = {} }: WorkItem): (readonly [string, string])[] {
  const custom = Object.entries(fields).flatMap(([key, value]) => {
    const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? value : []
    return texts.map((text) => [`fields.${key}`, text] as const)
  })
  return [['title', title], ['description', description ?? ''], ...custom]
}
