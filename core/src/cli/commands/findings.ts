import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api } from '../session.ts'

type List = Awaited<ReturnType<Api['findings']['list']['query']>>
type Finding = List['items'][number]
type Detail = Awaited<ReturnType<Api['findings']['get']['query']>>
type State = Finding['state']
type Severity = Finding['severity']

const PAGE = 500

/** Which findings `pmo findings` shows. */
export interface FindingFilters {
  readonly project?: readonly string[]
  readonly rule?: readonly string[]
  readonly state?: readonly State[]
  readonly severity?: Severity
  readonly owner?: string
  readonly due?: string
  readonly limit: number
}

/** What rules have found, the worst first; with how many passed, are waived and could not be judged. */
export async function listFindings(context: CommandContext, filters: FindingFilters): Promise<number> {
  await using session = await context.session()
  const { project, rule, state, severity, owner, due, limit } = filters
  const about = {
    ...(project !== undefined && { project: [...project] }),
    ...(rule !== undefined && { rule: [...rule] }),
  }
  const items: Finding[] = []
  let page: List | undefined
  do {
    page = await session.api.findings.list.query({
      ...about,
      limit: Math.min(limit - items.length, PAGE),
      ...(state !== undefined && { state: [...state] }),
      ...(severity !== undefined && { severity }),
      ...(owner !== undefined && { owner }),
      ...(due !== undefined && { dueBy: due }),
      ...(page?.next !== undefined && { cursor: page.next }),
    })
    items.push(...page.items)
  } while (page.next !== undefined && items.length < limit)
  const totals = await session.api.findings.totals.query(about)
  const { counts, next } = page
  if (context.output.json) {
    context.output.result({ totals, counts, items }, () => '')
    return EXIT.ok
  }
  context.output.list(
    items,
    [
      { title: 'severity', value: (one) => one.severity },
      ...(state === undefined ? [] : [{ title: 'state', value: (one: Finding) => one.state }]),
      { title: 'project', value: ({ project: of, unit }) => of ?? unit },
      { title: 'rule', value: (one) => one.rule, spare: 1 },
      { title: 'what', value: whatText, most: 110, sentence: true },
      { title: 'owner', value: ownerText, most: 30 },
      { title: 'due', value: (one) => one.due ?? '' },
      { title: 'id', value: ({ id }) => id },
    ],
    'There is no such finding.',
  )
  context.output.note(totalsText(totals))
  if (totals.asOf === undefined)
    context.output.note(
      project === undefined && rule === undefined
        ? 'No rule has judged anything yet; `pmo check` runs them.'
        : 'Nothing of what was asked for has been judged; `pmo rules list` and `pmo projects` show what there is.',
    )
  if (items.length > 0 && context.output.isTerminal)
    context.output.note('`pmo findings show ID` tells what one stands on, and what happened to it.')
  if (next !== undefined) {
    const all = counts.reduce((sum, { total }) => sum + total, 0)
    context.output.note(`These are ${items.length} of ${all}; --limit shows more.`)
  }
  return EXIT.ok
}

/** One finding: what it stands on, what to do, what happened to it. */
export async function showFinding(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const finding = await session.api.findings.get.query({ id })
  context.output.result(finding, () => detailText(finding))
  return EXIT.ok
}

/** What could not be judged, and why. */
export async function listUndecided(
  context: CommandContext,
  { project, rule, limit }: Pick<FindingFilters, 'project' | 'rule' | 'limit'>,
): Promise<number> {
  await using session = await context.session()
  const page = await session.api.findings.undecided.query({
    limit: Math.min(limit, PAGE),
    ...(project !== undefined && { project: [...project] }),
    ...(rule !== undefined && { rule: [...rule] }),
  })
  const rows = page.items.flatMap(({ undecided, ...of }) => undecided.map((reason) => ({ ...of, ...reason })))
  context.output.list(
    rows,
    [
      { title: 'verdict', value: ({ verdict }) => verdict },
      { title: 'project', value: (one) => one.project ?? one.unit },
      { title: 'rule', value: (one) => one.rule },
      { title: 'why', value: ({ message }) => message, most: 110, sentence: true },
      { title: 'times', value: ({ count }) => count, align: 'right' },
    ],
    'Everything could be judged.',
  )
  if (page.next !== undefined) context.output.note('There are more; ask for a project with --project.')
  return EXIT.ok
}

/** How many of each verdict: waived and unknown beside pass and fail. */
function totalsText({
  pass,
  fail,
  notApplicable,
  unknown,
  error,
  open,
  waived,
  unconfirmed,
}: Awaited<ReturnType<Api['findings']['totals']['query']>>): string {
  const doubt = unconfirmed === 0 ? '' : `, ${unconfirmed} of them not confirmed by the last run`
  return `In all: ${pass} passed, ${fail} failed (${open} open, ${waived} waived${doubt}), ${notApplicable} not applicable, ${unknown} unknown, ${error} in error.`
}

function whatText({ item, subject, message }: Finding): string {
  if (subject.grain !== 'item') return message
  const name = item?.key ?? `${subject.record.connection}/${subject.record.ref}`
  return message.includes(name) ? message : `${name}: ${message}`
}

function ownerText({ owner, ownerRole }: Finding): string {
  if (owner !== undefined) return owner
  return ownerRole === undefined ? '' : `no ${ownerRole} is named`
}

function detailText(finding: Detail): string {
  const {
    title,
    rule,
    version,
    severity,
    state,
    action,
    due,
    firstSeen,
    since,
    reopened,
    item,
    unconfirmed,
  } = finding
  const name = [item?.key, item?.title].filter((part) => part !== undefined).join(' ')
  return [
    whatText(finding),
    ...(action === undefined ? [] : [`What to do: ${action.text}`]),
    `${severity}, ${state} since ${minute(since)}, first seen ${minute(firstSeen)}${reopened === 0 ? '' : `, came again ${reopened} times`}${due === undefined ? '' : `, due ${due}`}.`,
    ...(unconfirmed === undefined
      ? []
      : [
          `Not confirmed since ${minute(unconfirmed.since)}, when its rule could not judge: ${unconfirmed.why}`,
        ]),
    `Rule ${rule} ${version}: ${title}`,
    ...(name === '' ? [] : [`Item ${name}${item?.url === undefined ? '' : ` ${item.url}`}`]),
    `Owner: ${ownerText(finding) || 'the rule names nobody'}`,
    ...(finding.evidence.length === 0 ? [] : ['', 'Stands on:']),
    ...finding.evidence.map((piece) => `  ${evidenceText(piece)}`),
    '',
    'What happened:',
    ...finding.events.map(
      ({ type, at, by, message, waiver }) =>
        `  ${minute(at)} ${type} (${by}${waiver === undefined ? '' : `, ${waiver}`}): ${message}`,
    ),
    ...(finding.waivers.length === 0 ? [] : ['', 'Waivers:']),
    ...finding.waivers.map(
      (one) =>
        `  ${one.id} ${one.state}, until ${one.until}, asked for by ${one.requestedBy}: ${one.reason} Risk: ${one.risk}`,
    ),
  ]
    .map(oneLine)
    .join('\n')
}

function evidenceText(piece: Detail['evidence'][number]): string {
  const { called, field, value, record, fact, project, id, item } = piece
  const key = record ?? item
  const name =
    called === undefined
      ? undefined
      : [called.key, called.title === undefined ? undefined : `"${called.title}"`]
          .filter((part) => part !== undefined)
          .join(' ')
  const of =
    key === undefined
      ? undefined
      : name === undefined || name === ''
        ? `${key.connection} ${key.kind} ${key.ref}`
        : `${key.connection} ${name}`
  const place = [fact, fact === undefined && key !== undefined ? undefined : project, id, of, field]
  // A row that is cited as a whole has no value of its own.
  const stood = value !== undefined ? `: ${JSON.stringify(value)}` : field === undefined ? '' : ': not told'
  const url = called?.url === undefined ? '' : ` ${called.url}`
  return `${place.filter((part) => part !== undefined).join(', ')}${stood}${url}`
}

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ')
