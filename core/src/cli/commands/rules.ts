import { PmoError, type HouseRuleInput } from '../../config/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api } from '../session.ts'
import { changedSetting, withoutPlace, type SettingWords } from './rule-setting.ts'

type Version = Awaited<ReturnType<Api['rules']['history']['query']>>['versions'][number]

/** What a rule of the house is written with. */
interface HouseOptions {
  readonly fails?: string
  readonly applies?: string
  readonly title?: string
  readonly why?: string
  readonly message?: string
  readonly action?: string
  readonly grain?: 'item' | 'project' | 'portfolio'
  readonly param?: readonly string[]
}

/** What `pmo rules try` takes. */
export interface RuleTryOptions extends HouseOptions {
  readonly project?: readonly string[]
}

/** What `pmo rules set` takes. */
export interface RuleSetOptions extends HouseOptions, SettingWords {
  readonly reason?: string
}

/** What `pmo rules remove` takes. */
export interface RuleRemoveOptions {
  /** Only what is set for it. */
  readonly setting?: true
  /** Only what is set for it in this place. */
  readonly for?: string
  readonly reason?: string
}

/** All rules, a line each. */
export async function listRules(
  context: CommandContext,
  { pack }: { readonly pack?: string },
): Promise<number> {
  await using session = await context.session()
  const { rules, broken, waiting } = await session.api.rules.list.query({
    ...(pack !== undefined && { pack }),
  })
  const { output } = context
  if (output.json) {
    output.result({ rules, broken, waiting }, () => '')
    return EXIT.ok
  }
  output.list(
    rules,
    [
      { title: 'rule', value: ({ id }) => id },
      { title: 'title', value: ({ title }) => title, most: 70, sentence: true },
      { title: 'grain', value: ({ grain }) => grain },
      { title: 'severity', value: ({ severity }) => severity },
      { title: 'on', value: ({ enabled }) => (enabled ? 'yes' : 'no') },
      { title: 'set', value: ({ isSet }) => (isSet ? 'yes' : '') },
      { title: 'version', value: ({ version }) => version },
    ],
    'There is no rule; plugins with checks go into `plugins` of pmo.config.ts, rules of the house into standards.house.',
  )
  for (const { problem } of broken) output.note(problem)
  if (waiting > 0)
    output.note(
      `${waiting === 1 ? 'A change waits' : `${waiting} changes wait`} for approval: pmo rules waiting`,
    )
  return EXIT.ok
}

/** One rule. */
export async function showRule(
  context: CommandContext,
  id: string,
  { project }: { readonly project?: string },
): Promise<number> {
  await using session = await context.session()
  const rule = await session.api.rules.get.query({ id, ...(project !== undefined && { project }) })
  context.output.result(rule, () =>
    [
      `${rule.id} ${rule.version} (${rule.pack}): ${rule.title}`,
      `  why: ${rule.why}`,
      ...(rule.clause === undefined ? [] : [`  clause: ${rule.clause}`]),
      ...(rule.formula === undefined ? [] : [`  formula: ${rule.formula}`]),
      ...(rule.sources ?? []).map((source) => `  source: ${source}`),
      `  looks at: ${rule.grain}; reads ${rule.needs.join(', ')}`,
      `  judges: ${rule.enabled ? 'yes' : 'no'}, severity ${rule.severity}${rule.inForceFrom === undefined ? '' : `, since ${rule.inForceFrom}`}`,
      `  parameters: ${JSON.stringify(rule.set)}`,
      ...(rule.setting === undefined ? [] : [`  set: ${JSON.stringify(rule.setting)}`]),
      ...(rule.project === undefined
        ? []
        : [
            `  for ${rule.project.id}: ${rule.project.enabled ? `judges, severity ${rule.project.severity}` : 'does not judge'}, ${JSON.stringify(rule.project.params)}`,
          ]),
    ]
      .map(oneLine)
      .join('\n'),
  )
  return EXIT.ok
}

/** What a rule would find. */
export async function tryRule(context: CommandContext, id: string, options: RuleTryOptions): Promise<number> {
  await using session = await context.session()
  const { project, param } = options
  const params = paramsOf(param)
  const isHouse = options.fails !== undefined
  const result = await session.api.rules.try.mutate({
    rule: id,
    ...(isHouse && { house: houseOf(id, options) }),
    ...(!isHouse && params !== undefined && { setting: { rule: id, params } }),
    ...(project !== undefined && { projects: [...project] }),
  })
  context.output.result(result, () =>
    [
      result.sentence,
      ...result.findings.map(
        ({ project: of, subject, item, message }) =>
          `  ${subjectText({ subject, item, project: of })}: ${message}`,
      ),
      ...result.undecided.map(({ message, count }) => `  not judged ${count} times: ${message}`),
    ]
      .map(oneLine)
      .join('\n'),
  )
  return EXIT.ok
}

/** Sets a rule, or writes one of the house. */
export async function setRule(context: CommandContext, id: string, options: RuleSetOptions): Promise<number> {
  const { on, off, severity, from, reason } = options
  await using session = await context.session({ work: true })
  const why = reason === undefined ? {} : { reason }
  if (options.fails !== undefined) {
    if (options.title === undefined || options.why === undefined)
      throw new PmoError('invalid-request', 'A rule of the house wants --title and --why beside --fails.')
    const house = {
      ...houseOf(id, options),
      ...(severity !== undefined && { severity }),
      ...((on === true || off === true) && { enabled: on === true }),
      ...(from !== undefined && { from }),
    }
    for (const [name, said] of [
      ['--for', options.for],
      ['--only', options.only],
      ['--blocks', options.blocks],
      ['--owner', options.owner],
      ['--due-days', options.dueDays],
    ] as const)
      if (said !== undefined)
        throw new PmoError(
          'invalid-request',
          `${name} says how a rule is set, and --fails what it is; give ${name} in a second command, without --fails.`,
        )
    said(context, await session.api.rules.setHouse.mutate({ house, ...why }))
    return EXIT.ok
  }
  const { setting: before } = await session.api.rules.get.query({ id })
  // What was set before and is not named now stays: the API takes a setting as a whole.
  const params = paramsOf(options.param)
  const setting = changedSetting(id, before, { ...options, ...(params !== undefined && { params }) })
  said(context, await session.api.rules.set.mutate({ setting, ...why }))
  return EXIT.ok
}

/** Takes a rule of the house away, or what is set for a rule. */
export async function removeRule(
  context: CommandContext,
  id: string,
  { setting, reason, for: place }: RuleRemoveOptions,
): Promise<number> {
  await using session = await context.session({ work: true })
  const request = { id, ...(reason !== undefined && { reason }) }
  const { pack, setting: before } = await session.api.rules.get.query({ id })
  if (place !== undefined) {
    const why = reason === undefined ? {} : { reason }
    said(context, await session.api.rules.set.mutate({ setting: withoutPlace(id, before, place), ...why }))
    return EXIT.ok
  }
  const isHouse = pack === 'house' && setting !== true
  said(
    context,
    isHouse
      ? await session.api.rules.removeHouse.mutate(request)
      : await session.api.rules.unset.mutate(request),
  )
  return EXIT.ok
}

/** Approves or rejects a change that waits. */
export async function decideRule(
  context: CommandContext,
  id: string,
  { approve, reason }: { readonly approve: boolean; readonly reason?: string },
): Promise<number> {
  await using session = await context.session({ work: true })
  const request = { id, ...(reason !== undefined && { reason }) }
  said(
    context,
    approve
      ? await session.api.rules.approve.mutate(request)
      : await session.api.rules.reject.mutate(request),
  )
  return EXIT.ok
}

/** Changes that wait. */
export async function listWaitingRules(context: CommandContext): Promise<number> {
  await using session = await context.session()
  const { versions } = await session.api.rules.waiting.query({})
  return listVersions(context, versions, 'No change of a rule waits.')
}

/** All versions of a rule. */
export async function showRuleHistory(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const { versions } = await session.api.rules.history.query({ id })
  return listVersions(context, versions, `Nothing was ever changed of the rule "${id}".`)
}

function listVersions(context: CommandContext, versions: readonly Version[], none: string): number {
  context.output.list(
    versions,
    [
      { title: 'rule', value: ({ rule }) => rule },
      { title: 'what', value: ({ kind }) => (kind === 'house' ? 'rule' : 'setting') },
      { title: 'version', value: ({ version }) => version, align: 'right' },
      { title: 'state', value: ({ state }) => state },
      { title: 'by', value: ({ requestedBy }) => requestedBy },
      { title: 'on', value: ({ requestedAt }) => requestedAt.slice(0, 10) },
      { title: 'decided by', value: ({ decidedBy }) => decidedBy ?? '' },
      {
        title: 'in force from',
        value: ({ effectiveFrom, state }) => (state === 'approved' ? effectiveFrom : ''),
      },
      {
        title: 'says',
        value: ({ body }) => (body === undefined ? 'removed' : JSON.stringify(body)),
        most: 80,
      },
      {
        title: 'why',
        value: ({ reason, decision }) => [reason, decision].filter(Boolean).join(' / '),
        most: 40,
      },
    ],
    none,
  )
  return EXIT.ok
}

function said(context: CommandContext, version: Version): void {
  const { rule, state, version: number, effectiveFrom, kind } = version
  const what = kind === 'house' ? 'Rule' : 'Setting of rule'
  context.output.result(version, () =>
    state === 'waiting'
      ? `${what} ${rule}, version ${number}, waits for approval by somebody else: pmo rules approve ${rule}`
      : state === 'rejected'
        ? `${what} ${rule}, version ${number}, is rejected.`
        : `${what} ${rule}, version ${number}, holds from ${effectiveFrom}.`,
  )
}

function houseOf(id: string, options: HouseOptions): HouseRuleInput {
  const { fails = '', applies, title, why, message, action, grain, param } = options
  const params = paramsOf(param)
  return {
    id,
    title: title ?? id,
    why: why ?? 'It is tried.',
    fails,
    ...(applies !== undefined && { applies }),
    ...(message !== undefined && { message }),
    ...(action !== undefined && { action }),
    ...(grain !== undefined && { grain }),
    ...(params !== undefined && { params }),
  }
}

/** Values as one writes them: numbers, true and false as such, lists with commas in brackets, the rest as texts. */
function paramsOf(params: readonly string[] | undefined): HouseRuleInput['params'] {
  if (params === undefined) return undefined
  return Object.fromEntries(
    params.map((text) => {
      const at = text.indexOf('=')
      if (at < 1)
        throw new PmoError(
          'invalid-request',
          `--param wants name=value, e.g. --param days=14, not "${text}".`,
        )
      return [text.slice(0, at), valueOf(text.slice(at + 1))]
    }),
  )
}

function valueOf(text: string): string | number | boolean | string[] {
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (/^\[.*\]$/.test(text))
    return text
      .slice(1, -1)
      .split(',')
      .map((one) => one.trim())
  return text
}

function subjectText({
  subject,
  item,
  project,
}: {
  readonly subject: unknown
  readonly item?: { readonly key?: string | undefined; readonly title?: string | undefined } | undefined
  readonly project: string | undefined
}): string {
  const { record } = Object(subject) as {
    readonly record?: { readonly connection: string; readonly ref: string }
  }
  const of = project === undefined ? '' : `${project} `
  if (record === undefined) return of.trim() || 'portfolio'
  const title = item?.title === undefined ? undefined : `"${item.title}"`
  return `${of}${item?.key ?? title ?? `${record.connection} ${record.ref}`}`
}
