import type { RecordInput } from '@headless-pmo/sdk'
import type { Meaning } from '../config.ts'
import { readEffort } from '../values/effort.ts'
import type { RowItem } from '../item.ts'
import { splitCell } from '../values/split-cell.ts'
import type { Cells } from './cells.ts'

type LinkType = Extract<RecordInput, { kind: 'dependency' }>['type']
type Lag = NonNullable<Extract<RecordInput, { kind: 'dependency' }>['lag']>

/** Links as planners write them, in English and German: 12, 12FS, 12SS+2d, 12EA-1t, 12FF+50%. */
const PLANNED = /^(\d+)\s*(FS|SS|FF|SF|EA|AA|EE|AE)?\s*([+-].+)?$/i

const TYPES: Readonly<Record<string, LinkType>> = {
  FS: 'FS',
  SS: 'SS',
  FF: 'FF',
  SF: 'SF',
  EA: 'FS',
  AA: 'SS',
  EE: 'FF',
  AE: 'SF',
}

interface Predecessor {
  readonly key: string
  readonly type: LinkType
  readonly lag?: Lag
}

function lagOf(text: string, reading: RowItem['reading'], meaning: Meaning): Lag | undefined {
  const sign = text.startsWith('-') ? -1 : 1
  const size = text.slice(1).trim()
  const percent = /^(\d+(?:[.,]\d+)?)\s*(e)?\s*%$/i.exec(size)
  if (percent !== null) {
    const value = sign * Number(percent[1]?.replace(',', '.'))
    return { percent: value, basis: percent[2] === undefined ? 'working' : 'elapsed' }
  }
  // "2ed" and "2ft" are days of the clock.
  const elapsed = /^([\d.,]+\s*)(?:e|f)(?=\p{L})/iu.test(size)
  const plain = size.replace(/^([\d.,]+\s*)(?:e|f)(?=\p{L})/iu, '$1')
  const scale = elapsed ? { ...meaning, minutesPerDay: 1440 } : { ...meaning, effortUnit: 'days' as const }
  const minutes = readEffort(plain, reading.decimal, scale)
  return minutes === undefined
    ? undefined
    : { minutes: sign * minutes, basis: elapsed ? 'elapsed' : 'working' }
}

function predecessorOf(text: string, reading: RowItem['reading'], meaning: Meaning): Predecessor {
  const [, key, type, lag] = PLANNED.exec(text) ?? []
  if (key === undefined) return { key: text, type: 'FS' }
  const between = lag === undefined ? undefined : lagOf(lag, reading, meaning)
  // What is no lag belongs to a key that only looks like a number.
  if (lag !== undefined && between === undefined) return { key: text, type: 'FS' }
  return {
    key,
    type: TYPES[type?.toUpperCase() ?? 'FS'] ?? 'FS',
    ...(between === undefined ? {} : { lag: between }),
  }
}

function link(from: string, to: string, type: LinkType, lag?: Lag): RecordInput {
  const ref = [from, to, type].map(encodeURIComponent).join('/')
  return { kind: 'dependency', ref, from, to, type, ...(lag === undefined ? {} : { lag }) }
}

/** The links that a row states, each once. */
export function linksOf({ key, reading }: RowItem, cells: Cells, meaning: Meaning): readonly RecordInput[] {
  const keys = (field: 'blockedBy' | 'blocks' | 'relates'): readonly string[] =>
    cells.all(field).flatMap((cell) => splitCell(cell, meaning.lists))
  const links = [
    ...cells
      .all('predecessors')
      // A comma parts neither a number with a fraction from itself nor a lag.
      .flatMap((cell) =>
        splitCell(cell, reading.decimal === ',' ? meaning.lists.replace(',', '') : meaning.lists),
      )
      .map((text) => predecessorOf(text, reading, meaning))
      .map((one) => link(one.key, key, one.type, one.lag)),
    ...keys('blockedBy').map((other) => link(other, key, 'blocks')),
    ...keys('blocks').map((other) => link(key, other, 'blocks')),
    ...keys('relates').map((other) => link(key, other, 'relates')),
  ]
  return [...new Map(links.map((one) => [one.ref, one])).values()]
}
