import { contributionsOf, type AnyCheck } from '@headless-pmo/sdk'
import { evaluateCheck, type CheckResult } from '@headless-pmo/testing/kit'
import plugin from '../index.ts'
import { teamData, TODAY, type TeamLines } from './team-data.ts'

/** How a team is judged. */
export interface Judging {
  readonly params?: Readonly<Record<string, unknown>>
  readonly today?: string
}

function checkNamed(id: string): AnyCheck {
  const check = contributionsOf(plugin, 'check').find((one) => one.id === id)
  if (check === undefined) throw new Error(`The pack has no rule ${id}.`)
  return check
}

/** What a rule says of a team. @throws Error where it fails itself */
export function judged(
  rule: string,
  team: TeamLines,
  { params = {}, today = TODAY }: Judging = {},
): readonly CheckResult[] {
  const { results } = evaluateCheck(checkNamed(rule), teamData(team), { params, today })
  const fault = results.find(({ verdict }) => verdict === 'error')
  if (fault !== undefined) throw new Error(fault.message)
  return results
}

/** Last part of what a finding is known by: the ref of the record it is about, else the project. */
function aboutOf({ key }: CheckResult): string {
  const last = decodeURIComponent(key.split('/').at(-1) ?? '')
  return last.replace(/^tracker\//, '')
}

function figureOf({ figure }: CheckResult): string {
  if (figure === undefined) return ''
  const { value, part, whole, limit } = figure
  return ` ${part === undefined ? value : `${part}/${whole}=${value}`} of ${limit}`
}

function citedBy({ evidence }: CheckResult): string {
  const cited = evidence.map((piece) => {
    if ('record' in piece)
      return [piece.record.ref, piece.field].filter((part) => part !== undefined).join('.')
    if (piece.fact === undefined) return `(${piece.project})`
    return [piece.item?.ref ?? piece.fact, piece.field].join('~')
  })
  return cited.length === 0 ? '' : ` [${cited.join(' ')}]`
}

/**
 * What a rule says, a line by what it is about: `{ a: 'fail 15 of 14 [a.updated]' }`. What is advised without need, or
 * not where there is, stands in the line.
 */
export function told(rule: string, team: TeamLines, judging: Judging = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    judged(rule, team, judging).map((result) => {
      const { verdict, action } = result
      const odd = (action !== undefined) === (verdict === 'fail') ? '' : ' (advice?)'
      return [aboutOf(result), `${verdict}${figureOf(result)}${citedBy(result)}${odd}`]
    }),
  )
}

/** The sentence of the only result. @throws Error where there are more */
export function sentence(rule: string, team: TeamLines, judging: Judging = {}): string {
  const [only, ...others] = judged(rule, team, judging)
  if (only === undefined || others.length > 0) throw new Error(`${rule} gives more than one result.`)
  return only.message
}
