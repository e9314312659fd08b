import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { z } from 'zod'
import { PmoError } from '../config/index.ts'
import { projectShape, scenarioSteps, type ScenarioStep } from '../coordination/index.ts'

/** What a command line supposes, as its options have it. */
export interface Supposed {
  readonly slip?: readonly string[]
  readonly takes?: readonly string[]
  readonly link?: readonly string[]
  readonly unlink?: readonly string[]
  readonly move?: readonly string[]
  readonly give?: readonly string[]
  readonly release?: readonly string[]
  readonly handover?: string
  readonly add?: readonly string[]
  readonly steps?: string
}

const DAY = /^\d{4}-\d\d-\d\d$/

/**
 * The steps that options stand for.
 * @param item what a time alone is meant of: `pmo impact WEB-7 --slip 5d`
 * @throws PmoError `invalid-request` with how to write it
 */
export async function stepsOf(supposed: Supposed, item?: string): Promise<readonly ScenarioStep[]> {
  const {
    slip = [],
    takes = [],
    link = [],
    unlink = [],
    move = [],
    give = [],
    release = [],
    add = [],
  } = supposed
  const drafts: unknown[] = [
    ...slip.map((one) => ({ do: 'slip', ...itemAndTime(one, item, 'slip', 'by') })),
    ...takes.map((one) => ({ do: 'set-duration', ...itemAndTime(one, item, 'takes', 'duration') })),
    ...link.map(linkOf),
    ...unlink.map((one) => {
      const [from, to, type] = parts(one)
      if (from === undefined || to === undefined) throw wrong('unlink', one, 'WEB-1=WEB-2')
      return { do: 'remove-link', from, to, ...(type !== undefined && { type }) }
    }),
    ...move.map((one) => {
      const [project, target] = lastPart(one)
      if (project === undefined) throw wrong('move', one, 'web=2w or web=2026-05-04')
      return { do: 'move-project', project, ...(DAY.test(target) ? { to: target } : { by: target }) }
    }),
    ...give.map((one) => {
      const [what, day] = lastPart(one)
      return what !== undefined && DAY.test(day)
        ? { do: 'give-away', item: what, back: day }
        : { do: 'give-away', item: one }
    }),
    ...release.map((one) => {
      const [person, to] = parts(one)
      const { handover } = supposed
      return {
        do: 'release-person',
        person,
        ...(to !== undefined && { to }),
        ...(handover !== undefined && { handover }),
      }
    }),
  ]
  for (const file of add)
    drafts.push({ do: 'add-project', shape: checked(projectShape, await jsonOf(file), file) })
  if (supposed.steps !== undefined) {
    drafts.push(...checked(scenarioSteps, await jsonOf(supposed.steps), supposed.steps))
  }
  return checked(scenarioSteps, drafts, 'what is supposed')
}

/** `WEB-7=5d`, or `5d` alone where the item is named beside it. Keys may hold "=" only before the last one. */
function itemAndTime(
  written: string,
  item: string | undefined,
  option: string,
  field: string,
): Readonly<Record<string, string>> {
  const [what, time] = lastPart(written)
  const about = what ?? item
  if (about === undefined) throw wrong(option, written, 'WEB-7=5d')
  return { item: about, [field]: time }
}

function linkOf(written: string): unknown {
  const [from, to, type, lag] = parts(written)
  if (from === undefined || to === undefined) throw wrong('link', written, 'WEB-1=WEB-2 or WEB-1=WEB-2=SS=1d')
  return { do: 'add-link', from, to, ...(type !== undefined && { type }), ...(lag !== undefined && { lag }) }
}

function parts(written: string): readonly (string | undefined)[] {
  return written.split('=').map((part) => (part.trim() === '' ? undefined : part.trim()))
}

function lastPart(written: string): readonly [string | undefined, string] {
  const at = written.lastIndexOf('=')
  if (at <= 0) return [undefined, written.trim()]
  return [written.slice(0, at).trim(), written.slice(at + 1).trim()]
}

function wrong(option: string, written: string, example: string): PmoError {
  return new PmoError(
    'invalid-request',
    `--${option} "${written.slice(0, 80)}" cannot be read; write e.g. --${option} ${example}.`,
  )
}

async function jsonOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'))
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'
    throw new PmoError('invalid-request', `${file} ${why}; give the path of a JSON file, or -.`, {
      cause: error,
    })
  }
}

function checked<T extends z.ZodType>(schema: T, value: unknown, where: string): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const { path = [], message = 'it is not valid' } = issue ?? {}
  const place = path.length === 0 ? '' : ` (${path.join('.')})`
  const written = path.reduce<unknown>((of, key) => (isObject(of) ? of[key] : undefined), value)
  const named = typeof written === 'string' && message.startsWith('is ') ? `"${written.slice(0, 80)}" ` : ''
  throw new PmoError('invalid-request', `In ${where}${place}: ${named}${message}.`)
}

function isObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null
}
