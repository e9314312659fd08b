import type { Inputs } from '../../ui/api-types.ts'

/** A rule of the house as the API takes it. */
export type House = Inputs['rules']['setHouse']['house']

/** A rule of the house as it stands in the form: text, also where it is wrong. */
export interface HouseDraft {
  readonly id: string
  readonly title: string
  readonly why: string
  readonly clause: string
  readonly severity: string
  readonly grain: string
  readonly applies: string
  readonly fails: string
  readonly message: string
  readonly action: string
  /** As JSON. */
  readonly params: string
  readonly from: string
  readonly enabled: boolean
}

const NEW: HouseDraft = {
  id: 'house.',
  title: '',
  why: '',
  clause: '',
  severity: 'warning',
  grain: 'item',
  applies: '',
  fails: '',
  message: '',
  action: '',
  params: '',
  from: '',
  enabled: true,
}

/** Puts a rule of the house into the form; absent: a new one. */
export function houseDraftOf(house: Readonly<Record<string, unknown>> | undefined): HouseDraft {
  if (house === undefined) return NEW
  const texts = Object.keys(NEW).flatMap((name) => {
    const value = house[name]
    return typeof value === 'string' ? [[name, value]] : []
  })
  const { params, enabled } = house
  return {
    ...NEW,
    ...Object.fromEntries(texts),
    ...(params !== undefined && { params: JSON.stringify(params, undefined, 2) }),
    enabled: enabled !== false,
  }
}

/** Reads the form. Whether it is a rule is the server's word; only parameters that are no JSON are found here. */
export function houseOf(draft: HouseDraft): { readonly house: House } | { readonly problem: string } {
  const { params, enabled, ...texts } = draft
  let given: unknown
  try {
    given = params.trim() === '' ? undefined : JSON.parse(params)
  } catch (error) {
    return { problem: `This is no JSON: ${error instanceof Error ? error.message : String(error)}.` }
  }
  const filled = Object.entries(texts).flatMap(([name, text]) =>
    text.trim() === '' && !NEEDED.has(name) ? [] : [[name, text.trim()]],
  )
  const house: unknown = {
    ...Object.fromEntries(filled),
    ...(given !== undefined && { params: given }),
    ...(!enabled && { enabled }),
  }
  // Named boundary: the server checks it whole, and its sentences are shown at the fields.
  return { house: house as House }
}

/** Sent though they are empty, so that the server says what has to stand there. */
const NEEDED: ReadonlySet<string> = new Set(['id', 'title', 'why', 'fails'])
