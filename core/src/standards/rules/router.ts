import { z } from 'zod'
import { houseRule, ruleSetting } from '../../config/index.ts'
import {
  given,
  pageOfWhole,
  procedure,
  router,
  wholeListInput,
  wholeListOutput,
  restRoutes,
} from '../../rpc/index.ts'
import type { RuleBook } from './rule-book.ts'
import type { RuleVersion } from './rule-version.ts'
import type { Rule } from './rule.ts'
import type { RuleService } from './service.ts'
import type { RuleTrials } from './trial.ts'

/** The mildest first. */
const SEVERITIES = ['info', 'warning', 'error'] as const
const severity = z.enum(SEVERITIES)
const RULE_SORTS = ['id', 'title', 'pack', 'grain', 'severity', 'enabled', 'owner', 'isSet'] as const
const id = z.string().min(1).max(200)
const body = z.record(z.string(), z.unknown())
const count = z.int().min(0)

const rule = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string().describe('The rule as a sentence that holds when it passes'),
  pack: z.string().describe('Id of the plugin that contributes it, or house'),
  grain: z.enum(['item', 'project', 'portfolio']).describe('What one evaluation sees'),
  needs: z.array(z.string()).readonly().describe('Records and computed facts that it reads'),
  clause: z.string().optional(),
  why: z.string().describe('Why anyone should care'),
  severity: severity.describe('As it is set for all projects'),
  enabled: z.boolean().describe('Whether it judges, where nothing nearer says otherwise'),
  inForceFrom: z.string().optional().describe('Calendar day; absent: always'),
  owner: z.string().optional().describe('Who puts right what it finds'),
  dueDays: count.optional(),
  isSet: z.boolean().describe('Whether anything is set for it'),
})

const details = rule.extend({
  formula: z.string().optional().describe('How it is measured; of a rule of the house its expressions'),
  sources: z.array(z.string()).readonly().optional(),
  params: body.describe('JSON Schema of its parameters'),
  set: body.describe('The parameters that hold for all projects'),
  setting: body.optional().describe('All that is set for it'),
  house: body.optional().describe('What a rule of the house says'),
  project: z
    .object({ id: z.string(), enabled: z.boolean(), severity, params: body, owner: z.string().optional() })
    .optional()
    .describe('What holds for the project that was asked about'),
})

const version = z.object({
  kind: z.enum(['house', 'setting']).describe('house: the rule itself; setting: how a rule is set'),
  rule: z.string(),
  version: z.int(),
  managed: z.enum(['file', 'api']),
  body: body.optional().describe('Absent: from then on there is none'),
  state: z.enum(['waiting', 'approved', 'rejected']),
  requestedBy: z.string(),
  requestedAt: z.string().describe('Instant'),
  reason: z.string().optional(),
  decidedBy: z.string().optional().describe('Absent: nobody had to, or nobody has yet'),
  decidedAt: z.string().optional().describe('Instant'),
  decision: z.string().optional().describe('Why it was approved or rejected'),
  effectiveFrom: z.string().describe('Calendar day from which it is in force, where it is approved'),
})

const counts = z.object({ pass: count, fail: count, notApplicable: count, unknown: count, error: count })

function shown(book: RuleBook, one: Rule): z.infer<typeof rule> {
  const { enabled, severity: judged, owner, dueDays, inForceFrom } = book.effective(one, undefined)
  const setting = book.settingOf(one.id)
  return {
    id: one.id,
    version: one.version,
    title: one.title,
    why: one.why,
    pack: one.pack,
    grain: one.grain,
    needs: one.needs,
    severity: judged,
    // A rule for some projects alone is on, though no item without a project is judged by it.
    enabled: enabled || (setting?.only !== undefined && setting.enabled !== false),
    isSet: setting !== undefined,
    ...given({ clause: one.clause, owner, dueDays, inForceFrom }),
  }
}

function shownVersion({ body: said, ...rest }: RuleVersion): z.infer<typeof version> {
  return { ...rest, ...(said !== undefined && { body: { ...said } }) }
}

const asRecord = (value: unknown): Record<string, unknown> => ({ ...Object(value) })

/** Rules, their settings and versions over HTTP and tRPC. */
export function rulesRouter({ rules, trials }: { readonly rules: RuleService; readonly trials: RuleTrials }) {
  const rest = restRoutes('rules')
  const change = { reason: z.string().min(1).max(2000).optional().describe('Why; kept with who and when') }
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/rules', 'All rules: those of plugins and those of the house'))
      .input(
        z.object({
          pack: z.string().optional().describe('Id of a plugin, or house'),
          ...wholeListInput(RULE_SORTS, 'by plugin, those of the house last'),
        }),
      )
      .output(
        z.object({
          rules: z.array(rule).readonly(),
          broken: z
            .array(z.object({ id: z.string(), problem: z.string() }))
            .readonly()
            .describe('Rules of the house that cannot judge any more'),
          waiting: count.describe('Changes that wait for somebody to approve them'),
          ...wholeListOutput,
        }),
      )
      .query(async ({ input: { pack, ...page } }) => {
        const book = await rules.book()
        const all = book.rules().filter((one) => pack === undefined || one.pack === pack)
        const { rows, ...next } = pageOfWhole(
          all.map((one) => shown(book, one)),
          page,
          { id: ({ id: of }) => of, by: { severity: (one) => SEVERITIES.indexOf(one.severity) } },
        )
        return {
          rules: rows,
          ...next,
          broken: await rules.broken(),
          waiting: (await rules.waiting()).length,
        }
      }),
    // Before the rule by its id: the path of one must not be taken for the id of another.
    waiting: procedure('viewer')
      .meta(rest('GET', '/rules/waiting', 'Changes that wait for somebody to approve them'))
      .input(
        z.object(wholeListInput(['requestedAt', 'requestedBy', 'rule', 'effectiveFrom'], 'the oldest first')),
      )
      .output(z.object({ versions: z.array(version).readonly(), ...wholeListOutput }))
      .query(async ({ input }) => {
        const { rows, ...next } = pageOfWhole(
          (await rules.waiting()).map(shownVersion),
          input,
          ({ kind, rule: of, version: number }) => `${kind} ${of} ${number}`,
        )
        return { versions: rows, ...next }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/rules/{id}', 'One rule with what is set for it'))
      .input(
        z.object({
          id,
          project: z.string().optional().describe('Tells what holds for this project as well'),
        }),
      )
      .output(details)
      .query(async ({ input: { id: name, project } }) => {
        const book = await rules.book()
        const one = await rules.get(name)
        const near = project === undefined ? undefined : await trials.effective(one, project)
        return {
          ...shown(book, one),
          ...given({ formula: one.formula, sources: one.sources }),
          params: { ...one.params },
          set: asRecord(book.effective(one, undefined).params),
          ...(book.settingOf(name) !== undefined && { setting: asRecord(book.settingOf(name)) }),
          ...(one.house !== undefined && { house: asRecord(one.house) }),
          ...(near !== undefined &&
            project !== undefined && {
              project: {
                id: project,
                enabled: near.enabled,
                severity: near.severity,
                params: asRecord(near.params),
                ...given({ owner: near.owner }),
              },
            }),
        }
      }),
    history: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/rules/{id}/history',
          'Every version of a rule and of its settings: who, why, approved by whom, from when',
        ),
      )
      .input(z.object({ id }))
      .output(z.object({ versions: z.array(version).readonly() }))
      .query(async ({ input }) => ({ versions: (await rules.history(input.id)).map(shownVersion) })),
    try: procedure('contributor')
      .meta(rest('POST', '/rules/try', 'What a rule would find in the data as it is; nothing is kept'))
      .input(
        z.object({
          rule: id.optional().describe('Id of a rule that is there already'),
          house: houseRule.optional().describe('A rule of the house as it would be'),
          setting: ruleSetting.optional().describe('How it would be set'),
          projects: z.array(z.string()).max(500).optional().describe('Absent: everything'),
        }),
      )
      .output(
        z.object({
          rule: z.string(),
          counts,
          findings: z
            .array(
              z.object({
                project: z.string().optional(),
                subject: z.unknown(),
                message: z.string(),
                item: z
                  .object({
                    key: z.string().optional(),
                    title: z.string().optional(),
                    url: z.string().optional(),
                  })
                  .optional()
                  .describe('What the item is called that it is about'),
              }),
            )
            .readonly()
            .describe('The first ten'),
          undecided: z.array(z.object({ message: z.string(), count })).readonly(),
          sentence: z.string(),
        }),
      )
      .mutation(({ input, signal }) =>
        trials.try({ ...given(input), ...(signal !== undefined && { signal }) }),
      ),
    setHouse: procedure('pmo')
      .meta(rest('PUT', '/rules/house', 'Add or change a rule of the house'))
      .input(z.object({ house: houseRule, ...change }))
      .output(version)
      .mutation(async ({ input: { house, reason }, ctx }) =>
        shownVersion(
          await rules.setHouse(house.id, { body: house, by: ctx.principal.name, ...given({ reason }) }),
        ),
      ),
    removeHouse: procedure('pmo')
      .meta(rest('DELETE', '/rules/house/{id}', 'Take a rule of the house away; its versions stay'))
      .input(z.object({ id, ...change }))
      .output(version)
      .mutation(async ({ input: { id: name, reason }, ctx }) =>
        shownVersion(await rules.setHouse(name, { by: ctx.principal.name, ...given({ reason }) })),
      ),
    set: procedure('pmo')
      .meta(rest('PUT', '/rules/settings', 'Set a rule: whether, how severe, by which parameters, for whom'))
      .input(z.object({ setting: ruleSetting, ...change }))
      .output(version)
      .mutation(async ({ input: { setting, reason }, ctx }) =>
        shownVersion(
          await rules.setSetting(setting.rule, {
            body: setting,
            by: ctx.principal.name,
            ...given({ reason }),
          }),
        ),
      ),
    unset: procedure('pmo')
      .meta(rest('DELETE', '/rules/settings/{id}', 'Let a rule be as it comes; what was set stays readable'))
      .input(z.object({ id, ...change }))
      .output(version)
      .mutation(async ({ input: { id: name, reason }, ctx }) =>
        shownVersion(await rules.setSetting(name, { by: ctx.principal.name, ...given({ reason }) })),
      ),
    approve: procedure('pmo')
      .meta(rest('POST', '/rules/{id}/approve', 'Approve the change of a rule that waits'))
      .input(z.object({ id, kind: z.enum(['house', 'setting']).optional(), ...change }))
      .output(version)
      .mutation(async ({ input: { id: name, ...rest }, ctx }) =>
        shownVersion(await rules.decide(name, { approve: true, by: ctx.principal.name, ...given(rest) })),
      ),
    reject: procedure('pmo')
      .meta(rest('POST', '/rules/{id}/reject', 'Reject the change of a rule that waits'))
      .input(z.object({ id, kind: z.enum(['house', 'setting']).optional(), ...change }))
      .output(version)
      .mutation(async ({ input: { id: name, ...rest }, ctx }) =>
        shownVersion(await rules.decide(name, { approve: false, by: ctx.principal.name, ...given(rest) })),
      ),
  })
}
