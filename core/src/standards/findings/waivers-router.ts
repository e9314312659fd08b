import { z } from 'zod'
import { PmoError } from '../../config/index.ts'
import {
  given,
  includesRole,
  pageInput,
  pageOf,
  procedure,
  router,
  sortInput,
  restRoutes,
} from '../../rpc/index.ts'
import { waiver, waiverEvent } from './schemas.ts'
import { WAIVER_STATES } from './waiver.ts'
import { WAIVER_SORTS } from './waiver-queries.ts'
import type { WaiverService } from './waiver-service.ts'

const text = z.string().trim().min(1).max(2000)
const id = z.object({ id: z.string().min(1) })
const decision = id.extend({ note: text.optional().describe('Why') })

/** Waivers over HTTP and tRPC: a contributor asks, the PMO decides. */
export function waiversRouter(service: WaiverService) {
  const rest = restRoutes('findings')
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/waivers', 'Waivers, the latest first'))
      .input(
        z.object({
          state: z.array(z.enum(WAIVER_STATES)).optional(),
          project: z.string().min(1).optional(),
          rule: z.string().min(1).optional(),
          finding: z.string().min(1).optional().describe('Those that are about a finding'),
          ...sortInput(WAIVER_SORTS, 'the latest first'),
          ...pageInput,
        }),
      )
      .output(pageOf(waiver))
      .query(({ input: { state, limit, ...rest } }) =>
        service.list({ ...given(rest), limit, ...(state !== undefined && { states: state }) }),
      ),
    get: procedure('viewer')
      .meta(rest('GET', '/waivers/{id}', 'One waiver with all that was decided about it'))
      .input(id)
      .output(waiver.extend({ events: z.array(waiverEvent).readonly() }))
      .query(async ({ input }) => {
        const { waiver: found, events } = await service.get(input.id)
        return { ...found, events }
      }),
    request: procedure('contributor')
      .meta(rest('POST', '/waivers', 'Ask for a waiver; nothing holds before it is approved'))
      .input(
        z.object({
          finding: z.string().min(1).optional().describe('About one finding'),
          rule: z.string().min(1).optional().describe('With `project`: about all findings of a rule in it'),
          project: z.string().min(1).optional(),
          reason: text.describe('Why the rule cannot be kept'),
          risk: text.describe('The risk that is accepted with it'),
          until: z.iso.date().describe('Last day on which it holds, YYYY-MM-DD'),
          recurring: z.boolean().optional().describe('Also for what comes again. Default: false'),
          approve: z.boolean().optional().describe('Approve it at once; needs the role pmo'),
        }),
      )
      .output(waiver)
      .mutation(async ({ input, ctx }) => {
        const { finding, rule, project, recurring, approve, ...rest } = input
        const { name: by, role } = ctx.principal
        if (approve === true && !includesRole(role, 'pmo'))
          throw new PmoError(
            'forbidden',
            `Approving a waiver needs the role pmo; the token "${by}" has ${role}. Leave out approve, and let the PMO decide.`,
          )
        const asked = await service.request({
          ...rest,
          by,
          approve: approve === true,
          scope: scopeOf(finding, rule, project),
          ...(recurring !== undefined && { recurring }),
        })
        return approve === true ? service.approve(asked.id, { by }) : asked
      }),
    approve: procedure('pmo')
      .meta(rest('POST', '/waivers/{id}/approve', 'Have a waiver hold'))
      .input(decision)
      .output(waiver)
      .mutation(({ input, ctx }) => service.approve(input.id, decided(input, ctx.principal.name))),
    refuse: procedure('pmo')
      .meta(rest('POST', '/waivers/{id}/refuse', 'Refuse a waiver that was asked for'))
      .input(decision)
      .output(waiver)
      .mutation(({ input, ctx }) => service.refuse(input.id, decided(input, ctx.principal.name))),
    withdraw: procedure('contributor')
      .meta(rest('POST', '/waivers/{id}/withdraw', 'Take a waiver back; what it held for opens again'))
      .input(decision)
      .output(waiver)
      .mutation(({ input, ctx }) => service.withdraw(input.id, decided(input, ctx.principal.name))),
  })
}

function decided({ note }: { readonly note?: string | undefined }, by: string) {
  return { by, ...(note !== undefined && { note }) }
}

/** @throws PmoError `invalid-request` */
function scopeOf(finding: string | undefined, rule: string | undefined, project: string | undefined) {
  if (finding !== undefined && rule === undefined && project === undefined) return { finding }
  if (finding === undefined && rule !== undefined && project !== undefined) return { rule, project }
  throw new PmoError(
    'invalid-request',
    'A waiver is about one finding, or about a rule in a project: give `finding`, or `rule` and `project`.',
  )
}
