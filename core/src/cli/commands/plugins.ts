import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { agoText, things } from '../output/times.ts'
import { oneLine } from '../../texts/index.ts'
import { tellOpening, type Api, type Session } from '../session.ts'

/** A plugin as the API tells it. */
type Plugin = Awaited<ReturnType<Api['plugins']['list']['query']>>['plugins'][number]
type Details = Awaited<ReturnType<Api['plugins']['get']['query']>>

export type Decision = 'enable' | 'disable' | 'quarantine' | 'release'

interface Options {
  readonly config?: string
}

async function opened(context: CommandContext, { config }: Options): Promise<Session> {
  const session = await context.session(config === undefined ? {} : { configFile: config })
  tellOpening({ ...session, warnings: [] }, context.output)
  return session
}

/** `34 of 34`, or with what is known not to hold: `33 of 34, not D8`. */
function lawsText({ laws }: Plugin): string | undefined {
  if (laws === undefined) return undefined
  const gaps = Object.keys(laws.gaps)
  const asked = laws.passed.length + gaps.length
  return `${laws.passed.length} of ${asked}${gaps.length === 0 ? '' : `, not ${gaps.join(', ')}`}`
}

function sdkText({ sdk, compatibility }: Plugin): string | undefined {
  if (sdk === undefined || compatibility === undefined) return undefined
  if (compatibility.fits) return `${sdk} fits`
  return compatibility.override ? `${sdk}, named exception` : `${sdk} does not fit`
}

function healthText({ health, state, isolation }: Plugin, now: number): string | undefined {
  if (state !== 'active' && health.lastFailure === undefined) return undefined
  const parts = [
    ...(isolation === 'process' ? [things(health.processes, 'process', 'processes')] : []),
    ...(health.restarts > 0 ? [things(health.restarts, 'restart')] : []),
    ...(health.refused > 0 ? [things(health.refused, 'refused attempt')] : []),
    ...(health.lastFailure === undefined ? [] : [`failed ${agoText(health.lastFailure.at, now)}`]),
  ]
  return parts.length === 0 ? 'ok' : parts.join(', ')
}

/** The plugins with their versions, states and health. */
export async function listPlugins(context: CommandContext, options: Options): Promise<number> {
  await using session = await opened(context, options)
  const { plugins } = await session.api.plugins.list.query({})
  // The table says what is wrong with a plugin; what kept the config from being read only stands here.
  if (plugins.length === 0) for (const warning of session.warnings) context.output.note(`Warning: ${warning}`)
  const now = Date.now()
  context.output.list(
    plugins,
    [
      { title: 'id', value: (plugin) => plugin.id },
      { title: 'version', value: (plugin) => plugin.version },
      { title: 'kinds', value: (plugin) => plugin.kinds.join(', ') },
      { title: 'state', value: (plugin) => plugin.state },
      { title: 'isolation', value: (plugin) => plugin.isolation },
      { title: 'laws', value: lawsText },
      { title: 'sdk', value: sdkText },
      { title: 'health', value: (plugin) => healthText(plugin, now) },
      { title: 'reason', value: (plugin) => plugin.reason ?? plugin.problem, most: 100 },
    ],
    'There is no plugin; add one to `plugins` in pmo.config.ts.',
  )
  return EXIT.ok
}

function contributionLines({ contributes }: Details): string[] {
  return contributes.flatMap((one) => {
    if (one.kind === 'check') return [`check ${one.id} ${one.version}: ${one.title}`]
    const places = one.egress.length === 0 ? 'nowhere' : one.egress.join(', ')
    const secrets = Object.keys(one.secrets)
    return [
      `${one.kind}: reaches ${places}${secrets.length === 0 ? '' : `; secrets ${secrets.join(', ')}`}; config version ${one.configVersion}`,
      ...(one.kind === 'connector' ? [`  streams ${Object.keys(one.streams).join(', ')}`] : []),
    ]
  })
}

function detailLines(plugin: Details, now: number): string[] {
  const { id, title, version, source, state, isolation, reason, problem, health, laws } = plugin
  const passed = lawsText(plugin)
  return [
    `${id} ${version ?? ''}${title === undefined ? '' : ` (${title})`}`.trimEnd(),
    `state: ${state}, ${isolation}, from ${source}`,
    ...(reason === undefined ? [] : [`reason: ${reason}`]),
    ...(problem === undefined ? [] : [`problem: ${problem}`]),
    ...(plugin.sdk === undefined ? [] : [`sdk: ${sdkText(plugin) ?? plugin.sdk}`]),
    ...(passed === undefined ? [] : [`laws: ${passed} (kit ${laws?.kit ?? ''})`]),
    ...Object.entries(laws?.gaps ?? {}).map(([law, why]) => `  not ${law}: ${why}`),
    `health: ${healthText(plugin, now) ?? 'it does not run'}`,
    ...(health.lastFailure === undefined ? [] : [`  ${health.lastFailure.reason}`]),
    ...contributionLines(plugin),
    ...plugin.decisions.map(
      ({ decision, by, at, reason: why }) =>
        `${at.slice(0, 16).replace('T', ' ')} ${decision} by ${by}${why === undefined ? '' : `: ${why}`}`,
    ),
  ].map((line) => line.replace(/^(\s*)(.*)$/s, (_, space: string, text: string) => space + oneLine(text)))
}

/** All that is known of a plugin. */
export async function showPlugin(context: CommandContext, id: string, options: Options): Promise<number> {
  await using session = await opened(context, options)
  const plugin = await session.api.plugins.get.query({ id })
  context.output.result(plugin, () => detailLines(plugin, Date.now()).join('\n'))
  return EXIT.ok
}

/** Carries out what a person decides about a plugin. */
export async function decidePlugin(
  context: CommandContext,
  request: Options & {
    readonly decision: Decision
    readonly id: string
    readonly reason?: string | undefined
  },
): Promise<number> {
  const { decision, id, reason } = request
  await using session = await opened(context, request)
  const input = { id, ...(reason !== undefined && { reason }) }
  const { plugins } = session.api
  const plugin = await (decision === 'quarantine'
    ? plugins.quarantine.mutate({ id, reason: reason ?? '' })
    : plugins[decision].mutate(input))
  context.output.result(plugin, () =>
    plugin.state === 'active'
      ? `The plugin ${plugin.id} works.`
      : `The plugin ${plugin.id} is ${plugin.state}: ${plugin.reason ?? ''}`,
  )
  const wanted = decision === 'enable' || decision === 'release' ? 'active' : undefined
  return wanted === undefined || plugin.state === wanted ? EXIT.ok : EXIT.attention
}

/** Runs the version of a plugin that is installed now. */
export async function upgradePlugin(context: CommandContext, id: string, options: Options): Promise<number> {
  await using session = await opened(context, options)
  const result = await session.api.plugins.upgrade.mutate({ id })
  const { from, to, definitions } = result
  context.output.result(result, () =>
    [
      from === to
        ? `The plugin ${id} is at ${to}, as installed.`
        : `The plugin ${id} went from ${from} to ${to}.`,
      ...definitions.flatMap(({ kind, id: name, outcome, changes, note }) => [
        `${kind} ${name}: ${outcome}${note === undefined ? '' : `; ${note}`}`,
        ...changes.map((change) => `  ${change}`),
      ]),
    ].join('\n'),
  )
  return definitions.some(({ outcome }) => outcome === 'refused') ? EXIT.attention : EXIT.ok
}
