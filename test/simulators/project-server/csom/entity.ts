import { csomType } from './types.ts'

/** A length: minutes, and how the text says it. */
export interface Length {
  readonly minutes: number
  readonly text: string
}

export type Scalar = string | number | boolean | null | readonly string[] | Length

/** An object of the object model, before anybody has asked for a part of it. */
export interface CsomEntity {
  readonly type: string
  /** Below `_api/`: `ProjectServer/Projects('…')/Tasks('…')`. */
  readonly path: string
  /** What was set; the rest has the zero of its kind. */
  readonly scalars: Readonly<Record<string, Scalar>>
  /** Custom fields by their escaped names. */
  readonly custom?: Readonly<Record<string, Scalar>>
  readonly links: Readonly<Record<string, () => CsomEntity | readonly CsomEntity[] | null>>
}

export const NO_DATE = '0001-01-01T00:00:00'

/** `8h`, with at most two places, as the server writes work. */
export const hours = (minutes: number): Length => ({ minutes, text: `${shortNumber(minutes / 60)}h` })

/** `2d` of so many minutes, or `2ed` of 24 hours. */
export const days = (minutes: number, perDay: number, elapsed = false): Length => ({
  minutes,
  text: `${shortNumber(minutes / (elapsed ? 1440 : perDay))}${elapsed ? 'ed' : 'd'}`,
})

const shortNumber = (value: number): string => String(Math.round(value * 100) / 100)

/** `PT8H`, `P1DT30M`: days of 24 hours. */
export const timeSpan = (minutes: number): string => {
  const seconds = Math.round(Math.abs(minutes) * 60)
  const parts = [
    [Math.floor(seconds / 86_400), 'D'],
    [Math.floor((seconds % 86_400) / 3600), 'H'],
    [Math.floor((seconds % 3600) / 60), 'M'],
    [seconds % 60, 'S'],
  ] as const
  const date = parts.slice(0, 1).filter(([count]) => count > 0)
  const time = parts.slice(1).filter(([count]) => count > 0)
  const sign = minutes < 0 ? '-' : ''
  if (date.length + time.length === 0) return 'PT0S'
  const text = (list: readonly (readonly [number, string])[]): string =>
    list.map(([count, unit]) => `${count}${unit}`).join('')
  return `${sign}P${text(date)}${time.length > 0 ? `T${text(time)}` : ''}`
}

/** The scalars of an entity as the wire has them: every one of its type, lengths said three times. */
export const wireScalars = ({ type, scalars, custom }: CsomEntity): Readonly<Record<string, unknown>> => {
  const { scalars: kinds } = csomType(type)
  for (const name of Object.keys(scalars))
    if (!Object.hasOwn(kinds, name)) throw new Error(`${type} has no property ${name}.`)
  const wire: Record<string, unknown> = {}
  for (const [name, kind] of Object.entries(kinds)) {
    const value = scalars[name]
    if (kind === 'length') {
      const length = isLength(value) ? value : hours(0)
      wire[name] = length.text
      wire[`${name}Milliseconds`] = Math.round(length.minutes * 60_000)
      wire[`${name}TimeSpan`] = timeSpan(length.minutes)
    } else wire[name] = value ?? ZEROES[kind]
  }
  return { ...wire, ...custom }
}

const isLength = (value: Scalar | undefined): value is Length =>
  typeof value === 'object' && value !== null && 'minutes' in value

const ZEROES = {
  text: '',
  textOrNull: null,
  guid: '00000000-0000-0000-0000-000000000000',
  date: NO_DATE,
  int: 0,
  number: 0,
  flag: false,
} as const
