import { z } from 'zod'
import { given, pageInput, pageOf, procedure, router, sortInput, restRoutes } from '../../rpc/index.ts'
import { asOfInput } from '../network/index.ts'
import { amountText } from './amount.ts'
import { impactReply, scenarioReply, shownImpact, shownScenario } from './reply.ts'
import type { ImpactService } from './impact-service.ts'
import { SCENARIO_SORTS } from './queries.ts'
import type { ScenarioService } from './scenario-service.ts'
import { comparisonReply, driftReply, planReply, shownComparison, shownDrift } from './plan-reply.ts'
import { scenarioStep, scenarioSteps, type ScenarioStep } from './step.ts'

const text = z.string().trim().min(1).max(2000)
const scenario = z.string().min(1).describe('Id or name of a scenario')
const byId = z.object({ scenario })

/** What would move if something were otherwise; nothing is touched or kept. */
export function impactRouter(impact: ImpactService) {
  const rest = restRoutes('impact')
  return router({
    slip: procedure('viewer')
      .meta(rest('GET', '/impact/slip', 'What moves if an item, a milestone or a whole project slips'))
      .input(
        z.object({
          item: z.string().min(1).describe('Key, connection/ref, or id of a project'),
          by: amountText,
          asOf: asOfInput,
        }),
      )
      .output(impactReply)
      .query(async ({ input, signal }) => {
        const { asOf, ...slip } = input
        const steps: readonly ScenarioStep[] = [{ do: 'slip', ...slip }]
        const question = given({ asOf, signal })
        const view = await impact.view(question)
        return shownImpact(view, await impact.whatIf(steps, question), steps)
      }),
    whatIf: procedure('viewer')
      .meta(rest('POST', '/impact', 'What moves when all of these steps hold; nothing is kept'))
      .input(z.object({ steps: z.array(scenarioStep).min(1).max(100), asOf: asOfInput }))
      .output(impactReply)
      .mutation(async ({ input, signal }) => {
        const question = given({ asOf: input.asOf, signal })
        const view = await impact.view(question)
        return shownImpact(view, await impact.whatIf(input.steps, question), input.steps)
      }),
  })
}

/** Scenarios that are kept, and the plan of record. */
export function scenariosRouter(service: ScenarioService, impact: ImpactService) {
  const rest = restRoutes('scenarios')
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/scenarios', 'What-if scenarios, the newest first, without what came out of them'))
      .input(
        z.object({
          withdrawn: z.boolean().optional().describe('Withdrawn ones too'),
          ...sortInput(SCENARIO_SORTS, 'the newest first'),
          ...pageInput,
        }),
      )
      .output(pageOf(scenarioReply.omit({ impact: true })))
      .query(async ({ input: { withdrawn, ...question } }) => {
        const page = await service.list({ ...question, ...given({ withdrawn }) })
        const view = await impact.view()
        return { ...page, items: page.items.map((one) => shownScenario(view, one, { brief: true })) }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/scenarios/{scenario}', 'One scenario with what came out when it was last run'))
      .input(byId)
      .output(scenarioReply)
      .query(async ({ input }) => shownScenario(await impact.view(), await service.get(input.scenario))),
    create: procedure('contributor')
      .meta(rest('POST', '/scenarios', 'Keep a scenario, and run it; nothing but the scenario is written'))
      .input(z.object({ name: text.max(200), note: text.optional(), steps: scenarioSteps }))
      .output(scenarioReply)
      .mutation(async ({ input, ctx }) => {
        const { name, steps, note } = input
        const made = await service.create({
          name,
          steps,
          by: ctx.principal.name,
          ...(note !== undefined && { note }),
        })
        return shownScenario(await impact.view(), made)
      }),
    change: procedure('contributor')
      .meta(
        rest('PUT', '/scenarios/{scenario}', 'Replace what a scenario supposes; what it was stays readable'),
      )
      .input(
        byId.extend({
          version: z.int().describe('The version that was read'),
          steps: scenarioSteps,
          reason: text.optional(),
        }),
      )
      .output(scenarioReply)
      .mutation(async ({ input, ctx }) => {
        const { reason, ...rest } = input
        const changed = await service.change({
          ...rest,
          by: ctx.principal.name,
          ...(reason !== undefined && { reason }),
        })
        return shownScenario(await impact.view(), changed)
      }),
    run: procedure('contributor')
      .meta(rest('POST', '/scenarios/{scenario}/run', 'Compute a scenario again, on what is known now'))
      .input(byId)
      .output(scenarioReply)
      .mutation(async ({ input, ctx }) =>
        shownScenario(await impact.view(), await service.run(input.scenario, ctx.principal.name)),
      ),
    withdraw: procedure('contributor')
      .meta(rest('POST', '/scenarios/{scenario}/withdraw', 'Withdraw a scenario; it stays readable'))
      .input(byId)
      .output(scenarioReply)
      .mutation(async ({ input, ctx }) =>
        shownScenario(await impact.view(), await service.withdraw(input.scenario, ctx.principal.name)),
      ),
    versions: procedure('viewer')
      .meta(rest('GET', '/scenarios/{scenario}/versions', 'What a scenario supposed before: who, when, why'))
      .input(byId)
      .output(
        z.object({
          versions: z
            .array(
              z.object({
                version: z.int(),
                steps: scenarioSteps.readonly(),
                reason: z.string().optional(),
                by: z.string(),
                at: z.string(),
              }),
            )
            .readonly(),
        }),
      )
      .query(async ({ input }) => ({ versions: await service.versions(input.scenario) })),
    compare: procedure('viewer')
      .meta(
        rest(
          'POST',
          '/scenarios/compare',
          'Scenarios beside each other, the plan as it is, and the plan of record, on the same data',
        ),
      )
      .input(z.object({ scenarios: z.array(scenario).min(1).max(10) }))
      .output(comparisonReply)
      .mutation(async ({ input }) =>
        shownComparison(await impact.view(), await service.compare(input.scenarios)),
      ),
    adopt: procedure('pmo')
      .meta(
        rest('POST', '/scenarios/{scenario}/adopt', 'Make what comes out of a scenario the plan of record'),
      )
      .input(
        byId.extend({
          reason: text.describe('Why; kept with who and when'),
          decision: text.optional().describe('Where that was decided: minutes, a change request, an address'),
          project: z.string().min(1).optional().describe('Only for this project; absent: for everything'),
          again: z
            .boolean()
            .optional()
            .describe('Although the data moved since it was last run: with what is known now'),
        }),
      )
      .output(z.object({ plan: planReply, scenario: scenarioReply.omit({ impact: true }) }))
      .mutation(async ({ input, ctx }) => {
        const { decision, project, again, ...rest } = input
        const adopted = await service.adopt({
          ...rest,
          by: ctx.principal.name,
          ...(decision !== undefined && { decision }),
          ...(project !== undefined && { project }),
          ...(again !== undefined && { again }),
        })
        const view = await impact.view()
        return { plan: adopted.plan, scenario: shownScenario(view, adopted.scenario, { brief: true }) }
      }),
    record: procedure('viewer')
      .meta(rest('GET', '/plan-of-record', 'The plan of record, and how far the schedule is from it by now'))
      .input(
        z.object({
          project: z
            .string()
            .min(1)
            .optional()
            .describe('Its own plan of record where it has one, else its share of the one for everything'),
        }),
      )
      .output(
        z.object({
          plan: planReply,
          scenario: z.string().optional().describe('Id of the scenario that it came from'),
          drift: driftReply,
        }),
      )
      .query(async ({ input }) => {
        const { plan, drift, adoption } = await service.record(input.project)
        return {
          plan,
          drift: shownDrift(await impact.view(), drift),
          ...(adoption !== undefined && { scenario: adoption.scenario }),
        }
      }),
  })
}
