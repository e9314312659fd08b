import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import type { Api } from '../session.ts'

type Scored = Awaited<ReturnType<Api['scorecards']['list']['query']>>['items'][number]
type Card = Awaited<ReturnType<Api['scorecards']['get']['query']>>

const A_PAGE = 500

/** Projects beside each other, the highest level first. */
export async function listScorecards(
  context: CommandContext,
  { limit, ...filter }: { readonly portfolio?: string; readonly program?: string; readonly limit: number },
): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const page = await session.api.scorecards.list.query({ ...filter, limit: Math.min(limit, A_PAGE) })
  if (output.json) {
    output.result(page, () => '')
    return EXIT.ok
  }
  output.list<Scored>(
    page.items,
    [
      { title: 'project', value: ({ project }) => project, most: 40 },
      { title: 'level', value: levelText },
      { title: 'score', value: ({ score }) => percentText(score), align: 'right' },
      { title: 'pass', value: ({ totals }) => totals.pass, align: 'right' },
      { title: 'fail', value: ({ totals }) => totals.fail, align: 'right' },
      { title: 'waived', value: ({ totals }) => totals.waived, align: 'right' },
      { title: 'unknown', value: ({ totals }) => totals.unknown + totals.error, align: 'right' },
      { title: 'judged', value: ({ asOf }) => asOf?.slice(0, 16) ?? 'never' },
    ],
    'There is no project yet.',
  )
  if (page.next !== undefined) output.note(`There are ${page.total}; ask for more with --limit.`)
  output.note('Unknown is no pass; a waived failure stays a failure, and is told beside.')
  return EXIT.ok
}

/** Levels and score of one project, rule by rule, and how they went. */
export async function showScorecard(
  context: CommandContext,
  { project, limit }: { readonly project: string; readonly limit: number },
): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const card = await session.api.scorecards.get.query({ project })
  if (output.json) {
    output.result(card, () => '')
    return EXIT.ok
  }
  output.result(card, () => `${card.name}: level ${levelText(card)}, score ${percentText(card.score)}.`)
  output.list<Card['levels'][number]>(
    card.levels,
    [
      { title: 'level', value: ({ number, name }) => `${number} ${name}` },
      { title: 'state', value: ({ state }) => state },
      { title: 'missing', value: ({ missing }) => missing.join(' '), most: 120, sentence: true },
    ],
    '',
  )
  const worst = card.rules
    .filter(({ share }) => share !== undefined)
    .toSorted((a, b) => (a.share ?? 0) - (b.share ?? 0) || b.weight - a.weight)
  output.list<Card['rules'][number]>(
    worst.slice(0, limit),
    [
      { title: 'rule', value: ({ rule }) => rule },
      { title: 'weight', value: ({ weight }) => weight, align: 'right' },
      { title: 'passes', value: ({ share }) => percentText(share), align: 'right' },
      { title: 'fail', value: ({ counts }) => counts.fail, align: 'right' },
      { title: 'waived', value: ({ waived }) => waived, align: 'right' },
      { title: 'unknown', value: ({ counts }) => counts.unknown + counts.error, align: 'right' },
      { title: 'what', value: ({ title }) => title, most: 80 },
    ],
    'No rule has anything to judge in the project yet; run `pmo check`.',
  )
  output.list<Card['trend'][number]>(
    card.trend,
    [
      { title: 'day', value: ({ day }) => day },
      { title: 'level', value: ({ level }) => level, align: 'right' },
      { title: 'score', value: ({ score }) => percentText(score), align: 'right' },
      { title: 'fail', value: ({ fail }) => fail, align: 'right' },
      { title: 'unknown', value: ({ unknown }) => unknown, align: 'right' },
    ],
    '',
  )
  return EXIT.ok
}

function levelText({ level, levelName, levels }: Pick<Scored, 'level' | 'levelName' | 'levels'>): string {
  return `${level} of ${levels.length}${levelName === undefined ? '' : ` ${levelName}`}`
}

/** Rounded down: 100 % is all of it. */
function percentText(share: number | undefined): string {
  return share === undefined ? 'unknown' : `${Math.floor(share * 100)} %`
}
