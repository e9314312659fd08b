import { z } from '@headless-pmo/sdk'
import { corrected } from '../simulators/jira-data-center/gate/corrections.ts'
import { JudgedWire } from './prism-wire.ts'
import { PrismJudge, type WireExchange } from './prism-judge.ts'

/** Jira Cloud's two descriptions. */
export async function cloudWire(): Promise<JudgedWire> {
  const agile = await PrismJudge.on('jira-software-agile-1.0')
  const platform = await PrismJudge.on('jira-cloud-platform-v3.pmo')
  return new JudgedWire([
    { judge: agile, base: '', covers: /^\/rest\/agile\// },
    { judge: platform, base: '', covers: /^\/rest\/api\/3\// },
  ])
}

/** Data Center's description as it is published, or with the corrections that our gate makes. */
export async function dataCenterWire(which: 'published' | 'corrected', context = ''): Promise<JudgedWire> {
  const change = which === 'corrected' ? corrected : undefined
  return new JudgedWire([{ judge: await PrismJudge.on('jira-dc-10.3.pmo', change), base: `${context}/rest` }])
}

/** GitHub's description of REST. */
export async function githubWire(): Promise<JudgedWire> {
  return new JudgedWire([
    { judge: await PrismJudge.on('github-rest.pmo'), base: '', covers: /^(?!\/graphql$)/ },
  ])
}

/** Graph's description; batches are taken apart. */
export async function graphWire(): Promise<JudgedWire> {
  return new JudgedWire(
    [{ judge: await PrismJudge.on('graph-v1.0.planner'), base: '/v1.0', covers: /^(?!\/\$batch$)/ }],
    unbatched,
  )
}

const headers = z.record(z.string(), z.string()).default({})
const batchBody = z.object({
  requests: z.array(
    z.object({ id: z.string(), method: z.string(), url: z.string(), headers, body: z.unknown().optional() }),
  ),
})
const batchReply = z.object({
  responses: z.array(z.object({ id: z.string(), status: z.number(), headers, body: z.unknown().optional() })),
})

/** The exchanges inside a batch; the exchange itself where it is none, or a broken one. */
function unbatched(exchange: WireExchange): readonly WireExchange[] {
  if (exchange.target !== '/v1.0/$batch') return [exchange]
  const asked = batchBody.parse(JSON.parse(exchange.body))
  const answered = batchReply.safeParse(JSON.parse(exchange.reply.body))
  if (!answered.success) return [exchange]
  return asked.requests.map(({ id, method, url, headers: sent, body }) => {
    const reply = answered.data.responses.find((one) => one.id === id)
    if (reply === undefined) throw new Error(`The batch has no answer to ${method} ${url}.`)
    return {
      method,
      target: `/v1.0${url}`,
      headers: new Headers(sent),
      body: textOf(body),
      reply: { status: reply.status, headers: new Headers(reply.headers), body: textOf(reply.body) },
    }
  })
}

const textOf = (body: unknown): string => (body === undefined ? '' : JSON.stringify(body))
